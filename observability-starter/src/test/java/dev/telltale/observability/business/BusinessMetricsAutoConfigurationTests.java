package dev.telltale.observability.business;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.concurrent.CompletableFuture;

import dev.telltale.observability.TestService;
import dev.telltale.observability.method.AnnotatedMethodAutoConfiguration;
import dev.telltale.observability.method.InvalidAnnotationException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link BusinessMetricsAutoConfiguration} and {@link BusinessEvent}.
 */
@ExtendWith(OutputCaptureExtension.class)
class BusinessMetricsAutoConfigurationTests {

	private static final Currency EURO = Currency.getInstance("EUR");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(BusinessMetricsAutoConfiguration.class, AnnotatedMethodAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.withoutRegistry.withBean(MeterRegistry.class,
			() -> this.registry);

	@Test
	void offersBusinessMetricsAlsoWithoutWebAndReactor() {
		this.runner.withClassLoader(new FilteredClassLoader("reactor", "jakarta.servlet", "org.springframework.web"))
			.run((context) -> assertThat(context).hasSingleBean(BusinessMetrics.class));
	}

	@Test
	void backsOff() {
		this.runner.withPropertyValues("telltale.business.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(BusinessMetrics.class));
		this.withoutRegistry
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BusinessMetrics.class));
		this.runner.withBean("mine", BusinessMetrics.class, () -> new BusinessMetrics(this.registry))
			.run((context) -> assertThat(context).hasSingleBean(BusinessMetrics.class).hasBean("mine"));
	}

	@Test
	void countersOfAnnotatedMethodsStandAtZeroEvenIfBeansAreLazy() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withUserConfiguration(ShopConfiguration.class)
			.run((context) -> {
				assertThat(context.getBeanFactory().containsSingleton("shop")).isFalse();
				assertThat(events("order", "success")).isZero();
				assertThat(events("order", "failure")).isZero();
				assertThat(money("order", "EUR")).isZero();
			});
	}

	@Test
	void countsReturnsAndExceptionsAndTheirMoney() {
		this.runner.withUserConfiguration(ShopConfiguration.class).run((context) -> {
			Shop shop = context.getBean(Shop.class);
			assertThat(AopUtils.isAopProxy(shop)).isTrue();
			assertThat(shop.order(3, new BigDecimal("2.50")).total()).isEqualByComparingTo("7.50");
			assertThatIllegalStateException().isThrownBy(() -> shop.order(0, BigDecimal.ONE));
			shop.refund(new BigDecimal("1.20"), "CHF");
			assertThat(events("order", "success")).isEqualTo(1);
			assertThat(events("order", "failure")).isEqualTo(1);
			assertThat(money("order", "EUR")).isEqualTo(7.5);
			assertThat(money("refund", "CHF")).isEqualTo(1.2);
		});
	}

	@Test
	void countsPromisesWhenTheyAreKept() {
		this.runner.withUserConfiguration(ShopConfiguration.class).run((context) -> {
			Shop shop = context.getBean(Shop.class);
			CompletableFuture<Receipt> future = new CompletableFuture<>();
			shop.later(future);
			assertThat(events("later", "success")).isZero();
			future.complete(new Receipt(BigDecimal.TEN));
			assertThat(money("later", "EUR")).isEqualTo(10);
			shop.reactive(Mono.just(new Receipt(BigDecimal.ONE))).block();
			shop.reactive(Mono.error(new IllegalStateException())).onErrorComplete().block();
			shop.reactive(Mono.empty()).block();
			assertThat(events("reactive", "success")).isEqualTo(2);
			assertThat(events("reactive", "failure")).isEqualTo(1);
			assertThat(money("reactive", "EUR")).isEqualTo(1);
		});
	}

	@Test
	void moneyThatCannotBeCountedNeverMakesTheBusinessFail(CapturedOutput output) {
		this.runner.withUserConfiguration(ShopConfiguration.class).run((context) -> {
			Shop shop = context.getBean(Shop.class);
			shop.refund(new BigDecimal("-1"), "EUR");
			shop.refund(BigDecimal.ONE, "no currency");
			assertThat(events("refund", "success")).isEqualTo(2);
			assertThat(output).containsOnlyOnce("The money of @BusinessEvent on " + Shop.class.getName()
					+ ".refund is not counted: Amount of business event 'refund' is negative");
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			SyntaxError     | run has an amount '#result.' that is no SpEL expression
			UnknownVariable | run has an amount '#order.total' that names #order.
			NoCurrency      | run has an amount but no currency.
			WrongCurrency   | run has the currency 'XYZ'.
			WrongName       | run is wrong: Business metric name 'Order 42'
			""")
	void aWrongAnnotationStopsTheStart(String type, String problem) throws Exception {
		Class<?> wrong = Class.forName(getClass().getName() + "$" + type);
		this.runner.withBean(wrong)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidAnnotationException.class)
				.hasMessageStartingWith("@BusinessEvent on " + wrong.getName() + "." + problem));
	}

	@Test
	void collapsesEventsAndCurrenciesBeyondTheLimit(CapturedOutput output) {
		this.runner.withPropertyValues("telltale.business.max-events=2", "telltale.business.max-currencies=1")
			.run((context) -> {
				BusinessMetrics metrics = context.getBean(BusinessMetrics.class);
				assertThat(collapsed("event") + collapsed("currency")).isZero();
				for (int i = 0; i < 1000; i++) {
					metrics.event("event" + i).succeeded();
				}
				metrics.event("event0").amount(BigDecimal.ONE, EURO);
				metrics.event("event1").amount(BigDecimal.TEN, Currency.getInstance("CHF"));
				assertThat(this.registry.find("business.events").counters()).hasSize(6);
				assertThat(events("other", "success")).isEqualTo(998);
				assertThat(money("event0", "EUR")).isEqualTo(1);
				assertThat(money("event1", "other")).isEqualTo(10);
				assertThat(collapsed("event")).isEqualTo(998);
				assertThat(collapsed("currency")).isEqualTo(1);
				assertThat(output).containsOnlyOnce("Raise telltale.business.max-events")
					.containsOnlyOnce("Raise telltale.business.max-currencies");
			});
	}

	@Test
	void refusesALimitThatLeavesNothing() {
		this.runner.withPropertyValues("telltale.business.max-events=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("telltale.business.max-events")));
	}

	@Test
	void tellsSharedGaugesFromThoseOfAReplica(CapturedOutput output) {
		BusinessMetrics metrics = new BusinessMetrics(this.registry);
		metrics.gauge("sessions", "Sessions", () -> 3);
		metrics.sharedGauge("accounts", "Accounts", () -> 4);
		metrics.gauge("accounts", "Accounts", () -> 5);
		assertThat(this.registry.get("business.sessions").gauge().getId().getTags()).isEmpty();
		assertThat(this.registry.get("business.accounts").tag("scope", "shared").gauge().value()).isEqualTo(4);
		assertThat(output).contains("Gauge 'business.accounts' is registered twice");
	}

	@Test
	void reachesEveryRegistryOfAComposite() {
		this.withoutRegistry
			.withBean(MeterRegistry.class,
					() -> new CompositeMeterRegistry().add(this.registry).add(new SimpleMeterRegistry()))
			.withUserConfiguration(ShopConfiguration.class)
			.run((context) -> {
				context.getBean(Shop.class).order(1, BigDecimal.ONE);
				assertThat(events("order", "success")).isEqualTo(1);
			});
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void isScrapedOverHttp(WebApplicationType type) throws Exception {
		try (TestService service = TestService.start(type, WebShop.class, "spring.main.lazy-initialization=true")) {
			assertThat(service.get(service.port(), "/actuator/prometheus").body())
				.contains("business_events_total{event=\"order\",outcome=\"failure\"} 0.0")
				.contains("business_amount_total{currency=\"EUR\",event=\"order\"} 0.0");
			assertThat(service.get("/buy/2")).isEqualTo(200);
			assertThat(service.get(service.port(), "/actuator/prometheus").body())
				.contains("business_events_total{event=\"order\",outcome=\"success\"} 1.0")
				.contains("business_amount_total{currency=\"EUR\",event=\"order\"} 20.0");
		}
	}

	private double events(String event, String outcome) {
		return this.registry.get("business.events").tag("event", event).tag("outcome", outcome).counter().count();
	}

	private double money(String event, String currency) {
		return this.registry.get("business.amount").tag("event", event).tag("currency", currency).counter().count();
	}

	private double collapsed(String tag) {
		return this.registry.get("telltale.business.collapsed").tag("tag", tag).counter().count();
	}

	record Receipt(BigDecimal total) {

	}

	@Configuration(proxyBeanMethods = false)
	static class ShopConfiguration {

		@Bean
		Shop shop() {
			return new Shop();
		}

	}

	static class Shop {

		@BusinessEvent(value = "order", amount = "#result.total()", currency = "EUR")
		Receipt order(int count, BigDecimal price) {
			if (count == 0) {
				throw new IllegalStateException("nothing ordered");
			}
			return new Receipt(price.multiply(BigDecimal.valueOf(count)));
		}

		@BusinessEvent(value = "refund", amount = "#amount", currency = "#currency")
		void refund(BigDecimal amount, String currency) {
		}

		@BusinessEvent(value = "later", amount = "#result.total()", currency = "EUR")
		CompletableFuture<Receipt> later(CompletableFuture<Receipt> receipt) {
			return receipt;
		}

		@BusinessEvent(value = "reactive", amount = "#result?.total()", currency = "EUR")
		Mono<Receipt> reactive(Mono<Receipt> receipt) {
			return receipt;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WebShop {

		@Bean
		Shop shop() {
			return new Shop();
		}

		@Bean
		ShopController shopController(Shop shop) {
			return new ShopController(shop);
		}

	}

	@RestController
	static class ShopController {

		private final Shop shop;

		ShopController(Shop shop) {
			this.shop = shop;
		}

		@GetMapping("/buy/{count}")
		String buy(@PathVariable int count) {
			return this.shop.order(count, BigDecimal.TEN).total().toString();
		}

	}

	static class SyntaxError {

		@BusinessEvent(value = "order", amount = "#result.", currency = "EUR")
		void run() {
		}

	}

	static class UnknownVariable {

		@BusinessEvent(value = "order", amount = "#order.total", currency = "EUR")
		void run() {
		}

	}

	static class NoCurrency {

		@BusinessEvent(value = "order", amount = "#result")
		int run() {
			return 1;
		}

	}

	static class WrongCurrency {

		@BusinessEvent(value = "order", amount = "#result", currency = "XYZ")
		int run() {
			return 1;
		}

	}

	static class WrongName {

		@BusinessEvent("Order 42")
		void run() {
		}

	}

}
