package dev.telltale.mixins.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The metrics that services with the starter export, from the starter's own catalogue.
 * Immutable.
 */
public final class Catalogue {

	private static final String RESOURCE = "telltale/catalogue.json";

	private final Map<String, Metric> series;

	private Catalogue(Map<String, Metric> series) {
		this.series = Collections.unmodifiableMap(series);
	}

	/**
	 * Return the catalogue of the starter of the same version.
	 * @return the catalogue
	 */
	public static Catalogue bundled() {
		try (InputStream resource = Catalogue.class.getClassLoader().getResourceAsStream(RESOURCE)) {
			if (resource == null) {
				throw new IllegalStateException("no " + RESOURCE + " on the class path: rebuild the module");
			}
			return of(new JsonMapper().readTree(resource));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Catalogue of(JsonNode document) {
		Map<String, Metric> series = new TreeMap<>();
		for (JsonNode metric : document.path("metrics")) {
			JsonNode condition = metric.path("condition");
			List<String> labels = new ArrayList<>();
			metric.path("labels").forEach((label) -> labels.add(label.asString()));
			Metric entry = new Metric(metric.path("name").asString(),
					condition.isString() ? condition.asString() : null,
					metric.path("awaits").asString("").equals("event"), List.copyOf(labels));
			metric.path("series").forEach((name) -> series.put(name.asString(), entry));
		}
		return new Catalogue(series);
	}

	/**
	 * Return the metric that a series belongs to.
	 * @param series the name of the series, such as
	 * {@code http_server_requests_seconds_bucket}
	 * @return the metric, if services export it
	 */
	Optional<Metric> metric(String series) {
		return Optional.ofNullable(this.series.get(series));
	}

	/**
	 * Return the names of all series.
	 * @return the names, in alphabetical order
	 */
	public List<String> series() {
		return List.copyOf(this.series.keySet());
	}

	/**
	 * A metric of the catalogue.
	 *
	 * @param name the name of its family
	 * @param condition when services export it, {@code null} for always
	 * @param awaitsEvent whether something must have happened before the metric is there,
	 * rather than be used or switched on
	 * @param labels its labels, without {@code le}
	 */
	record Metric(String name, @Nullable String condition, boolean awaitsEvent, List<String> labels) {

	}

}
