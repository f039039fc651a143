package dev.telltale.observability.libraries;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import dev.telltale.observability.test.ObservabilityTest;
import dev.telltale.observability.test.Scrape;
import dev.telltale.observability.test.Telemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a service with datasource-micrometer on its class path tells of its database, and
 * that SQL makes no series.
 */
@ObservabilityTest(classes = JdbcTelemetryTests.Shop.class, properties = { "spring.application.name=shop",
		"server.address=127.0.0.1", "spring.datasource.url=jdbc:h2:mem:shop" })
class JdbcTelemetryTests {

	private static final String SECRET = "4711";

	private final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	private Telemetry telemetry;

	@LocalServerPort
	private int port;

	@Test
	void queriesAndConnectionsAreMeasured() throws Exception {
		get("/items/1");
		await().untilAsserted(() -> {
			Scrape scrape = this.telemetry.scrape();
			assertThat(scrape)
				.hasSeries("jdbc_query_seconds_count", "error", "none", "jdbc_datasource_driver", "org.h2.Driver",
						"jdbc_datasource_pool", "HikariPool-1")
				.withValueOfAtLeast(1);
			assertThat(scrape).hasSeries("jdbc_connection_seconds_count").withValueOfAtLeast(1);
			assertThat(scrape).hasSeries("jdbc_result_set_seconds_count").withValueOfAtLeast(1);
			assertThat(scrape).hasCounter("jdbc_connection_acquired_total").withValueOfAtLeast(1);
			// The pool is the same one behind the proxy.
			assertThat(scrape).hasGauge("hikaricp_connections_max").withValue(10);
		});
	}

	@Test
	void aQueryIsASpanOfItsRequestWithItsSqlAndWithoutItsParameters() throws Exception {
		get("/items/2");
		await().untilAsserted(() -> assertThat(this.telemetry.spans()).hasSpan("query")
			.withAttribute("jdbc.query[0]", "select 2 + cast(? as int)"));
		SpanData query = this.telemetry.spans()
			.asList()
			.stream()
			.filter((span) -> span.getAttributes().asMap().containsValue("select 2 + cast(? as int)"))
			.findFirst()
			.orElseThrow();
		assertThat(query.getParentSpanContext().isValid()).isTrue();
		assertThat(query.getAttributes().asMap().values()).noneMatch((value) -> value.toString().contains(SECRET));
		await().untilAsserted(() -> assertThat(this.telemetry.spans().asList())
			.anyMatch((span) -> span.getTraceId().equals(query.getTraceId())
					&& span.getName().equals("http get /items/{id}")));
	}

	@Test
	void differentSqlMakesNoSeries() throws Exception {
		for (int i = 0; i < 150; i++) {
			get("/items/" + i);
		}
		await().untilAsserted(() -> assertThat(this.telemetry.scrape()).hasSeries("jdbc_query_seconds_count")
			.withSize(1)
			.withValueOfAtLeast(150));
		assertThat(this.telemetry.scrape().samples())
			.noneMatch((sample) -> sample.labels().values().stream().anyMatch((value) -> value.contains("select")));
	}

	private void get(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path)).build();
		assertThat(this.client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Items.class)
	static class Shop {

	}

	@RestController
	static class Items {

		private final JdbcClient jdbc;

		Items(JdbcClient jdbc) {
			this.jdbc = jdbc;
		}

		/**
		 * Joins its SQL out of strings, as nobody should.
		 */
		@GetMapping("/items/{id}")
		int item(@PathVariable int id) {
			return this.jdbc.sql("select " + id + " + cast(? as int)").param(SECRET).query(Integer.class).single();
		}

	}

}
