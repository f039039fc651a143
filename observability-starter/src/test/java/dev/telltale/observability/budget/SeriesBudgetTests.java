package dev.telltale.observability.budget;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.telltale.observability.TestService;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bounds how many time series a service has.
 */
class SeriesBudgetTests {

	@Test
	void aServiceHasNoMoreSeriesThanItsBudget() throws Exception {
		try (TestService service = TestService.start(WebApplicationType.SERVLET, OrderController.class,
				"spring.application.name=shop")) {
			call(service, "/orders/42", "/orders/42/items", "/customers/ada");
			List<String> scrape = scrape(service);
			long series = scrape.stream().filter((line) -> !line.startsWith("#")).count();
			// For whoever sets the bounds.
			System.out.println("Time series: " + series + ", lines: " + scrape.size());
			assertThat(series).as("time series").isLessThanOrEqualTo(Budget.of("series"));
			assertThat(scrape).as("lines").hasSizeLessThanOrEqualTo((int) Budget.of("lines"));
		}
	}

	@Test
	void aFurtherRouteAddsNoMoreSeriesThanItsBudget() throws Exception {
		try (TestService service = TestService.start(WebApplicationType.SERVLET, OrderController.class,
				"spring.application.name=shop")) {
			call(service, "/orders/42", "/orders/42/items", "/customers/ada");
			List<String> before = series(service);
			call(service, "/invoices/7");
			List<String> added = new ArrayList<>(series(service));
			added.removeAll(before);
			assertThat(added).as("time series of a further route")
				.isNotEmpty()
				.hasSizeLessThanOrEqualTo((int) Budget.of("series-per-route"));
		}
	}

	// Without their values, and without those that the garbage collector makes meanwhile.
	private static List<String> series(TestService service) throws IOException, InterruptedException {
		return scrape(service).stream()
			.filter((line) -> !line.startsWith("#") && !line.startsWith("jvm_"))
			.map((line) -> line.substring(0, line.lastIndexOf(' ')))
			.toList();
	}

	private static void call(TestService service, String... paths) throws IOException, InterruptedException {
		for (String path : paths) {
			assertThat(service.get(path)).as(path).isEqualTo(200);
		}
	}

	private static List<String> scrape(TestService service) throws IOException, InterruptedException {
		return service.get(service.port(), "/actuator/prometheus").body().lines().toList();
	}

}
