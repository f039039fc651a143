package dev.telltale.sample.orders;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import dev.telltale.observability.business.BusinessMetrics;
import dev.telltale.observability.business.BusinessMetrics.BusinessEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;

/**
 * Places orders. One payment in five hundred is declined, as payments are.
 */
@Service
class OrderService {

	private static final Logger logger = LoggerFactory.getLogger(OrderService.class);

	private static final Currency EURO = Currency.getInstance("EUR");

	private static final double DECLINED = 0.002;

	private static final List<String> ITEMS = List.of("book", "lamp", "chair", "kettle");

	private final JdbcClient jdbcClient;

	private final BusinessEvent orders;

	OrderService(JdbcClient jdbcClient, BusinessMetrics metrics) {
		this.jdbcClient = jdbcClient;
		this.orders = metrics.event("order").withCurrency(EURO);
	}

	Order place() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		if (random.nextDouble() < DECLINED) {
			this.orders.failed();
			logger.warn("Payment declined");
			throw new PaymentDeclinedException();
		}
		String item = ITEMS.get(random.nextInt(ITEMS.size()));
		BigDecimal amount = BigDecimal.valueOf(random.nextLong(500, 20_000), 2);
		Order order = save(item, amount);
		this.orders.succeeded();
		this.orders.amount(amount, EURO);
		logger.info("Order {} placed: {} for {} {}", order.id(), order.item(), order.amount(), order.currency());
		return order;
	}

	private Order save(String item, BigDecimal amount) {
		KeyHolder key = new GeneratedKeyHolder();
		this.jdbcClient.sql("insert into orders (item, amount, currency) values (:item, :amount, :currency)")
			.param("item", item)
			.param("amount", amount)
			.param("currency", EURO.getCurrencyCode())
			.update(key, "id");
		return new Order(key.getKeyAs(Long.class), item, amount, EURO.getCurrencyCode());
	}

}
