package dev.telltale.observability.catalogue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.telltale.observability.catalogue.Catalogue.Metric;
import dev.telltale.observability.test.ObservabilityTest;
import dev.telltale.observability.test.Scrape;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.kafka.test.context.EmbeddedKafka;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The committed catalogue is what a service exports. With
 * {@code -Dtelltale.catalogue.write} it is written instead of compared.
 */
@EmbeddedKafka(partitions = 1, topics = "orders")
@ObservabilityTest(classes = CatalogueShop.class, properties = { "spring.application.name=shop",
		"spring.datasource.url=jdbc:h2:mem:shop", "spring.kafka.bootstrap-servers=${spring.embedded.kafka.brokers}",
		"spring.kafka.consumer.auto-offset-reset=earliest", "telltale.slo.objectives.orders.http.uri=/orders/{id}",
		"telltale.slo.objectives.orders.availability.objective=0.999",
		"telltale.slo.objectives.orders.latency.objective=0.99",
		"telltale.slo.objectives.orders.latency.threshold=300ms" })
class CatalogueTests {

	private static final Path JSON = Path
		.of("../observability-starter/src/main/resources/META-INF/telltale/catalogue.json");

	private static final Path PAGE = Path.of("../docs/metrics.md");

	private static final String WRITE = "telltale.catalogue.write";

	@Autowired
	private PrometheusMeterRegistry registry;

	@LocalServerPort
	private int port;

	private Catalogue catalogue;

	@BeforeEach
	void driveTheService() throws Exception {
		for (String path : List.of("/orders/1", "/orders/0", "/nowhere", "/call", "/collapse")) {
			get(path);
		}
		System.gc();
		// The first scheduled run, the notice of a collection and the metrics that
		// Kafka's
		// clients have of each topic come when they come, the last not all at once.
		Awaitility.await()
			.during(Duration.ofSeconds(1))
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(
					() -> assertThat(Scrape.parse(this.registry.scrape()).families()).extracting(Scrape.Family::name)
						.containsAll(declaredFamilies()));
		this.catalogue = Catalogue.of(this.registry);
	}

	@Test
	void theCommittedCatalogueIsWhatAServiceExports() throws IOException {
		if (System.getProperty(WRITE) != null) {
			Files.createDirectories(PAGE.getParent());
			Files.writeString(JSON, this.catalogue.toJson());
			Files.writeString(PAGE, this.catalogue.toMarkdown());
		}
		assertThat(JSON).as("Rewrite the catalogue with -D%s and commit it", WRITE)
			.exists()
			.content()
			.isEqualTo(this.catalogue.toJson());
		assertThat(PAGE).as("Rewrite the page with -D%s and commit it", WRITE)
			.exists()
			.content()
			.isEqualTo(this.catalogue.toMarkdown());
	}

	@Test
	void everyNameInTheConstantsIsExported() throws Exception {
		Map<String, Metric> meters = new TreeMap<>();
		this.catalogue.metrics().forEach((metric) -> meters.put(metric.meter(), metric));
		Set<String> constants = meterNamesInConstants();
		assertThat(constants).contains("slo.events", "business.events", "telltale.cardinality.collapsed");
		assertThat(meters.keySet()).containsAll(constants);
	}

	@Test
	void theSloNeverHasTheRoute() {
		assertThat(this.catalogue.metrics()).filteredOn((metric) -> metric.name().startsWith("slo_"))
			.isNotEmpty()
			.noneMatch((metric) -> metric.labels().contains("uri"));
	}

	private static List<String> declaredFamilies() {
		return Families.DECLARATIONS.stream()
			.map(Families.Declaration::beginning)
			.filter((beginning) -> !beginning.endsWith("_"))
			.toList();
	}

	/**
	 * A constant with a dot inside is the name of a meter, one without is that of a
	 * label.
	 */
	private static Set<String> meterNamesInConstants() throws Exception {
		Set<String> names = new TreeSet<>();
		Resource[] classes = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:dev/telltale/observability/**/*MetricNames.class");
		for (Resource resource : classes) {
			String path = resource.getURL().getPath();
			String className = path.substring(path.lastIndexOf("dev/telltale"), path.length() - ".class".length());
			for (Field field : ClassUtils.forName(className.replace('/', '.'), null).getFields()) {
				if (field.get(null) instanceof String name && name.indexOf('.') > 0 && !name.endsWith(".")) {
					names.add(name);
				}
			}
		}
		return names;
	}

	private void get(String path) throws IOException, InterruptedException {
		HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).build(),
					BodyHandlers.discarding());
	}

}
