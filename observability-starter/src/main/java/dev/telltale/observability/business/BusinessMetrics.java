package dev.telltale.observability.business;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Counts what a service does for its business: events with their outcome, money with its
 * currency, and gauges of its own. Thread-safe.
 * <p>
 * Names of events and gauges are part of the program, never of a request: each makes
 * series of its own.
 */
public class BusinessMetrics {

	private static final Log logger = LogFactory.getLog(BusinessMetrics.class);

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.]{0,62}");

	private final MeterRegistry registry;

	private final Map<String, BusinessEvent> events = new ConcurrentHashMap<>();

	private final BoundedNames eventNames;

	private final BoundedNames currencies;

	/**
	 * Create business metrics with the usual limits.
	 * @param registry the registry to count in
	 */
	public BusinessMetrics(MeterRegistry registry) {
		this(registry, new BusinessProperties());
	}

	/**
	 * Create business metrics.
	 * @param registry the registry to count in
	 * @param properties the limits
	 */
	public BusinessMetrics(MeterRegistry registry, BusinessProperties properties) {
		this.registry = registry;
		this.eventNames = new BoundedNames(BusinessMetricNames.EVENT, "telltale.business.max-events",
				properties.getMaxEvents(), registry);
		this.currencies = new BoundedNames(BusinessMetricNames.CURRENCY, "telltale.business.max-currencies",
				properties.getMaxCurrencies(), registry);
	}

	/**
	 * Return the event of a name. Its counters stand at zero from the first call on, so
	 * make that call when the service starts: a counter that is born at 1 hides its first
	 * event from {@code rate()}.
	 * @param name the name: lower-case letters, digits, {@code _} and {@code .}
	 * @return the event, the same for the same name; one that is called {@code other} if
	 * there are more names than {@code telltale.business.max-events}
	 * @throws IllegalArgumentException if the name has other characters
	 */
	public BusinessEvent event(String name) {
		BusinessEvent known = this.events.get(name);
		if (known != null) {
			return known;
		}
		return this.events.computeIfAbsent(this.eventNames.bound(checked(name)),
				(key) -> new BusinessEvent(key, this.registry, this.currencies));
	}

	/**
	 * Register a gauge {@code business_<name>} of the service's own, of which every
	 * replica has its own value.
	 * @param name the name: lower-case letters, digits, {@code _} and {@code .}
	 * @param description what it tells, a noun phrase
	 * @param value reads the value when scraped; held strongly
	 * @throws IllegalArgumentException if the name has other characters
	 */
	public void gauge(String name, String description, Supplier<Number> value) {
		register(name, description, Tags.empty(), value);
	}

	/**
	 * Register a gauge {@code business_<name>{scope="shared"}} of which every replica
	 * reports the same value, such as the number of rows in a table: dashboards take its
	 * maximum over the replicas, not its sum.
	 * @param name the name: lower-case letters, digits, {@code _} and {@code .}
	 * @param description what it tells, a noun phrase
	 * @param value reads the value when scraped; held strongly
	 * @throws IllegalArgumentException if the name has other characters
	 */
	public void sharedGauge(String name, String description, Supplier<Number> value) {
		register(name, description, Tags.of(BusinessMetricNames.SCOPE, BusinessMetricNames.SHARED), value);
	}

	private void register(String name, String description, Tags tags, Supplier<Number> value) {
		String meter = BusinessMetricNames.GAUGE_PREFIX + checked(name);
		if (this.registry.find(meter).gauge() != null) {
			logger.warn("Gauge '%s' is registered twice: the first value counts".formatted(meter));
			return;
		}
		Gauge.builder(meter, value).description(description).tags(tags).strongReference(true).register(this.registry);
	}

	private static String checked(String name) {
		if (!NAME.matcher(name).matches()) {
			throw new IllegalArgumentException("Business metric name '" + name
					+ "' must start with a lower-case letter and hold only lower-case letters, digits, '_' and '.'");
		}
		return name;
	}

	/**
	 * Something that happens in the business, such as an order. Thread-safe.
	 */
	public static final class BusinessEvent {

		private final String name;

		private final MeterRegistry registry;

		private final BoundedNames currencies;

		private final Counter success;

		private final Counter failure;

		private final Map<String, Counter> amounts = new ConcurrentHashMap<>();

		private BusinessEvent(String name, MeterRegistry registry, BoundedNames currencies) {
			this.name = name;
			this.registry = registry;
			this.currencies = currencies;
			this.success = counter("success");
			this.failure = counter("failure");
		}

		/**
		 * Count that it succeeded.
		 */
		public void succeeded() {
			this.success.increment();
		}

		/**
		 * Count that it failed.
		 */
		public void failed() {
			this.failure.increment();
		}

		/**
		 * Add money that the event moved.
		 * @param amount the amount in units of the currency, not negative
		 * @param currency the currency
		 * @throws IllegalArgumentException if the amount is negative
		 */
		public void amount(BigDecimal amount, Currency currency) {
			if (amount.signum() < 0) {
				throw new IllegalArgumentException("Amount of business event '" + this.name + "' is negative (" + amount
						+ "): count refunds as an event of their own");
			}
			amounts(currency).increment(amount.doubleValue());
		}

		/**
		 * Let the amount in a currency start at zero, before the first money moves.
		 * @param currency the currency
		 * @return this event
		 */
		public BusinessEvent withCurrency(Currency currency) {
			amounts(currency);
			return this;
		}

		private Counter amounts(Currency currency) {
			Counter known = this.amounts.get(currency.getCurrencyCode());
			return (known != null) ? known : this.amounts
				.computeIfAbsent(this.currencies.bound(currency.getCurrencyCode()), this::amountCounter);
		}

		private Counter counter(String outcome) {
			return Counter.builder(BusinessMetricNames.EVENTS)
				.description("Things that happened in the business, by outcome")
				.tag(BusinessMetricNames.EVENT, this.name)
				.tag(BusinessMetricNames.OUTCOME, outcome)
				.register(this.registry);
		}

		private Counter amountCounter(String currency) {
			return Counter.builder(BusinessMetricNames.AMOUNT)
				.description("Money that events moved, in units of the currency")
				.tag(BusinessMetricNames.EVENT, this.name)
				.tag(BusinessMetricNames.CURRENCY, currency)
				.register(this.registry);
		}

	}

}
