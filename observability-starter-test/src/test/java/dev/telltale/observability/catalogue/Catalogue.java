package dev.telltale.observability.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.telltale.observability.catalogue.Families.Awaits;
import dev.telltale.observability.catalogue.Families.Declaration;
import dev.telltale.observability.slo.BurnRates;
import dev.telltale.observability.test.Scrape;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The metrics of a service, as its scrape and its registry tell them.
 *
 * @param metrics the metrics
 * @param pagingBurnRates the factors of the alerts that the starter takes to page, by
 * their role in the mixin
 */
record Catalogue(List<Metric> metrics, Map<String, Double> pagingBurnRates) {

	private static final Set<String> STRUCTURAL_LABELS = Set.of("le", "quantile");

	static Catalogue of(PrometheusMeterRegistry registry) {
		Scrape scrape = Scrape.parse(registry.scrape());
		Map<String, Meter> meters = metersByFamily(registry, scrape);
		List<Metric> metrics = new ArrayList<>();
		List<String> undeclared = new ArrayList<>();
		List<String> meaningless = new ArrayList<>();
		for (Scrape.Family family : scrape.families()) {
			Meter meter = meters.get(family.name());
			if (meter == null) {
				undeclared.add(family.name() + " (of no meter)");
			}
			else if (!meter.getId().getName().startsWith(CatalogueShop.OWN_PREFIX)
					&& !Families.MACHINE_DEPENDENT.contains(family.name())) {
				Declaration declaration = Families.declaration(family.name());
				if (family.name().startsWith(Families.KAFKA_CLIENTS)
						&& (declaration == null || !declaration.beginning().equals(family.name()))) {
					continue;
				}
				if (declaration == null) {
					undeclared.add(family.name());
				}
				else {
					Metric metric = metric(family, meter, declaration, scrape);
					metrics.add(metric);
					if (metric.meaning().isEmpty()) {
						meaningless.add(family.name());
					}
				}
			}
		}
		if (!undeclared.isEmpty()) {
			throw new AssertionError("Metrics of no feature: add a line each to Families: " + undeclared);
		}
		if (!meaningless.isEmpty()) {
			throw new AssertionError("Metrics without a description: give them one in code, those of others in "
					+ "Families: " + meaningless);
		}
		metrics.sort(Comparator.comparing(Metric::name));
		return new Catalogue(metrics, new TreeMap<>(Map.of("fast", BurnRates.FAST, "medium", BurnRates.MEDIUM)));
	}

	private static Map<String, Meter> metersByFamily(PrometheusMeterRegistry registry, Scrape scrape) {
		Map<String, Meter> meters = new LinkedHashMap<>();
		for (Meter meter : registry.getMeters()) {
			String name = meter.getId().getConventionName(registry.config().namingConvention());
			// Whether the client appends a suffix to that name, the scrape knows.
			for (String suffix : List.of("", "_total", "_info", "_max")) {
				Scrape.Family family = scrape.family(name + suffix);
				if (family != null && family.name().equals(name + suffix)) {
					meters.putIfAbsent(family.name(), meter);
				}
			}
		}
		return meters;
	}

	private static Metric metric(Scrape.Family family, Meter meter, Declaration declaration, Scrape scrape) {
		Set<String> series = new TreeSet<>();
		Set<String> labels = new TreeSet<>();
		for (Scrape.Sample sample : scrape.samples()) {
			if (family.equals(scrape.family(sample.name()))) {
				series.add(sample.name());
				labels.addAll(sample.labels().keySet());
			}
		}
		labels.removeAll(STRUCTURAL_LABELS);
		String name = (declaration.name() != null) ? declaration.name() : family.name();
		if (declaration.name() != null) {
			series = series.stream()
				.map((sample) -> sample.replace(family.name(), name))
				.collect(Collectors.toCollection(TreeSet::new));
		}
		String own = Families.meaning(family.name());
		// Some others end it with a full stop, some do not.
		String meaning = (own != null) ? own : family.help().strip().replaceFirst("\\.$", "");
		String meterName = (declaration.name() != null) ? name.replaceFirst("_", ".") : meter.getId().getName();
		return new Metric(name, meterName, family.type(), unit(meter), List.copyOf(labels), List.copyOf(series),
				meaning, declaration.feature(), declaration.condition(), declaration.awaits());
	}

	private static String unit(Meter meter) {
		if (meter instanceof Timer || meter instanceof LongTaskTimer) {
			return "seconds";
		}
		String unit = meter.getId().getBaseUnit();
		return (unit != null) ? unit : "";
	}

	String toJson() {
		return JsonMapper.builder()
			.enable(SerializationFeature.INDENT_OUTPUT)
			.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
			.build()
			.writeValueAsString(this) + "\n";
	}

	String toMarkdown() {
		StringBuilder page = new StringBuilder(
				"""
						# Metrics

						What a service with the starter exports, as Prometheus sees it. The same as data: `META-INF/telltale/catalogue.json` in the starter.
						Both are written from the scrape of a service that does everything, by `mvn -pl observability-starter-test -am verify -Dtelltale.catalogue.write`;
						the build fails where they differ from what services export. Of the about 200 families that Kafka's clients export, this page has those that matter most;
						after a minute, those of the consumer have the labels `topic` and `partition`. A histogram has the series `_bucket` (with the label `le`), `_count` and `_sum`.

						""");
		Map<String, List<Metric>> features = this.metrics.stream()
			.collect(Collectors.groupingBy(Metric::feature, TreeMap::new, Collectors.toList()));
		features.forEach((feature, metrics) -> {
			page.append("## ").append(feature).append("\n\n");
			page.append("| Name | Type | Unit | Labels | Meaning | There when |\n");
			page.append("| --- | --- | --- | --- | --- | --- |\n");
			metrics.forEach((metric) -> page.append(metric.toRow()));
			page.append('\n');
		});
		return page.toString().stripTrailing() + "\n";
	}

	/**
	 * A family of series.
	 *
	 * @param name the name as scraped
	 * @param meter the name in code
	 * @param type the type as scraped
	 * @param unit the unit, empty if it has none
	 * @param labels the labels without {@code le} and {@code quantile}
	 * @param series the names of its series
	 * @param meaning what it means
	 * @param feature the feature that exports it
	 * @param condition when it is there; {@code null} if always
	 * @param awaits what the condition waits for; {@code null} if there is none
	 */
	record Metric(String name, String meter, String type, String unit, List<String> labels, List<String> series,
			String meaning, String feature, @Nullable String condition, @Nullable Awaits awaits) {

		private String toRow() {
			String labels = this.labels.stream().map((label) -> '`' + label + '`').collect(Collectors.joining(", "));
			return "| `%s` | %s | %s | %s | %s | %s |\n".formatted(this.name, this.type, this.unit, labels,
					this.meaning.replace("|", "\\|"), (this.condition != null) ? this.condition : "always");
		}

	}

}
