package dev.telltale.sample.orders;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import dev.telltale.observability.business.BusinessMetrics;
import dev.telltale.observability.business.BusinessMetrics.BusinessEvent;
import dev.telltale.sample.OrdersRole;
import dev.telltale.sample.payments.Payment;
import dev.telltale.sample.payments.PaymentDeclinedException;
import dev.telltale.sample.payments.Payments;
import dev.telltale.sample.payments.PaymentsUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;

/**
 * Places orders. Each is paid before it is saved, and no connection to the database is
 * held while somebody else decides about the payment.
 */
@OrdersRole
@Service
class OrderService {

	private static final Logger logger = LoggerFactory.getLogger(OrderService.class);

	private static final Currency EURO = Currency.getInstance("EUR");

	private static final List<String> ITEMS = List.of("book", "lamp", "chair", "kettle");

	private final Payments payments;

	private final JdbcClient jdbcClient;

	private final BusinessEvent orders;

	OrderService(Payments payments, JdbcClient jdbcClient, BusinessMetrics metrics) {
		this.payments = payments;
		this.jdbcClient = jdbcClient;
		this.orders = metrics.event("order").withCurrency(EURO);
	}

	/**
	 * Place an order of something.
	 * @return the order
	 * @throws PaymentDeclinedException if it is not paid
	 * @throws PaymentsUnavailableException if it cannot be paid at the moment
	 */
	Order place() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		String item = ITEMS.get(random.nextInt(ITEMS.size()));
		BigDecimal amount = BigDecimal.valueOf(random.nextLong(500, 20_000), 2);
		try {
			Order order = save(item, amount, pay(item, amount));
			this.orders.succeeded();
			this.orders.amount(amount, EURO);
			logger.info("Order {} placed: {} for {} {}", order.id(), order.item(), order.amount(), order.currency());
			return order;
		}
		catch (RuntimeException ex) {
			// Whatever the reason, the shop has lost an order.
			this.orders.failed();
			throw ex;
		}
	}

	private Payment pay(String item, BigDecimal amount) {
		try {
			return this.payments.pay(amount, EURO);
		}
		catch (PaymentDeclinedException ex) {
			logger.warn("Order refused: {} for {} {} was not paid", item, amount, EURO);
			throw ex;
		}
		catch (PaymentsUnavailableException ex) {
			logger.error("Order failed: {} for {} {} cannot be paid", item, amount, EURO, ex);
			throw ex;
		}
	}

	private Order save(String item, BigDecimal amount, Payment payment) {
		KeyHolder key = new GeneratedKeyHolder();
		try {
			this.jdbcClient.sql("insert into orders (item, amount, currency) values (:item, :amount, :currency)")
				.param("item", item)
				.param("amount", amount)
				.param("currency", EURO.getCurrencyCode())
				.update(key, "id");
		}
		catch (RuntimeException ex) {
			logger.error("Order failed: payment {} of {} {} must be given back", payment.id(), amount, EURO);
			throw ex;
		}
		return new Order(key.getKeyAs(Long.class), item, amount, EURO.getCurrencyCode());
	}

}
