package dev.telltale.tools.exposition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a target exposes.
 *
 * @param families the metric families in their order
 */
public record Exposition(List<MetricFamily> families) {

	/**
	 * Create an exposition.
	 * @param families the metric families in their order
	 */
	public Exposition {
		families = List.copyOf(families);
	}

	/**
	 * Read an exposition. The reader is strict: what Prometheus would refuse, and what
	 * the format forbids though Prometheus may let it pass, is an error. Two things are
	 * allowed that OpenMetrics 1.0 leaves out, since client libraries write them and
	 * Prometheus takes them: an exemplar on a {@code _count}, and samples of one family
	 * that repeat at different times in the Prometheus format. Quoted (UTF-8) names are
	 * not understood.
	 * @param text the text
	 * @param format its format
	 * @return the exposition
	 * @throws ExpositionException if the text breaks the rules of the format
	 */
	public static Exposition parse(String text, Format format) {
		return new ExpositionParser(text, format).parse();
	}

	/**
	 * Return a family.
	 * @param name its name
	 * @return the family
	 */
	public Optional<MetricFamily> family(String name) {
		return this.families.stream().filter((family) -> family.name().equals(name)).findFirst();
	}

	/**
	 * Return the samples of a series name, whichever family they belong to.
	 * @param name the whole name, such as {@code http_requests_total}
	 * @return the samples
	 */
	public List<Sample> samples(String name) {
		return this.families.stream()
			.flatMap((family) -> family.samples().stream())
			.filter((sample) -> sample.name().equals(name))
			.toList();
	}

	/**
	 * Return the value of the one sample that has the given labels, and perhaps more.
	 * @param name the whole name of the series
	 * @param labels labels it must have
	 * @return its value, or empty if there is none
	 * @throws IllegalArgumentException if there is more than one
	 */
	public OptionalDouble value(String name, Map<String, String> labels) {
		List<Sample> matches = samples(name).stream()
			.filter((sample) -> sample.labels().entrySet().containsAll(labels.entrySet()))
			.toList();
		if (matches.size() > 1) {
			throw new IllegalArgumentException(matches.size() + " series of " + name + " have the labels " + labels);
		}
		return matches.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(matches.get(0).value());
	}

}
