package dev.telltale.observability.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a service as Prometheus sees them. Immutable; AssertJ's
 * {@code assertThat} takes it and offers {@link ScrapeAssert}.
 */
public final class Scrape implements AssertProvider<ScrapeAssert> {

	private static final List<String> SUFFIXES = List.of("_total", "_bucket", "_count", "_sum", "_created", "_info");

	private final Map<String, Family> families;

	private final List<Sample> samples;

	private Scrape(Map<String, Family> families, List<Sample> samples) {
		this.families = Collections.unmodifiableMap(families);
		this.samples = List.copyOf(samples);
	}

	/**
	 * Parse what an endpoint answered.
	 * @param text the text, in Prometheus' or the OpenMetrics format
	 * @return the scrape
	 * @throws IllegalArgumentException if a line is in neither of them
	 */
	public static Scrape parse(String text) {
		Map<String, Family> families = new LinkedHashMap<>();
		List<Sample> samples = new ArrayList<>();
		text.lines().filter((line) -> !line.isBlank()).forEach((line) -> {
			if (line.startsWith("#")) {
				readMetadata(line, families);
			}
			else {
				samples.add(new SampleReader(line).read());
			}
		});
		return new Scrape(families, samples);
	}

	private static void readMetadata(String line, Map<String, Family> families) {
		String[] words = line.split(" ", 4);
		if (words.length < 3) {
			return;
		}
		String value = (words.length == 4) ? words[3] : "";
		Family family = families.getOrDefault(words[2], new Family(words[2], "unknown", "", ""));
		families.put(words[2], switch (words[1]) {
			case "TYPE" -> new Family(family.name(), value, family.unit(), family.help());
			case "UNIT" -> new Family(family.name(), family.type(), value, family.help());
			case "HELP" -> new Family(family.name(), family.type(), family.unit(), value);
			default -> family;
		});
	}

	/**
	 * Return all samples, in their order.
	 * @return the samples
	 */
	public List<Sample> samples() {
		return this.samples;
	}

	/**
	 * Return the samples of a name that have given labels.
	 * @param name the name as scraped, such as {@code http_server_requests_seconds_count}
	 * @param labels the labels; a sample may have more
	 * @return the samples, none if there are none
	 */
	public List<Sample> samples(String name, Map<String, String> labels) {
		return this.samples.stream()
			.filter((sample) -> sample.name().equals(name) && sample.labels().entrySet().containsAll(labels.entrySet()))
			.toList();
	}

	/**
	 * Return the families, in their order.
	 * @return the families
	 */
	public List<Family> families() {
		return List.copyOf(this.families.values());
	}

	/**
	 * Return the family that a name belongs to.
	 * @param name the name of a family or of a sample
	 * @return the family, or {@code null} if the scrape has none
	 */
	public @Nullable Family family(String name) {
		Family family = this.families.get(name);
		if (family != null) {
			return family;
		}
		for (String suffix : SUFFIXES) {
			if (name.endsWith(suffix)) {
				family = this.families.get(name.substring(0, name.length() - suffix.length()));
				if (family != null) {
					return family;
				}
			}
		}
		return null;
	}

	/**
	 * Return the names of all samples.
	 * @return the names in alphabetical order
	 */
	public Set<String> names() {
		Set<String> names = new TreeSet<>();
		this.samples.forEach((sample) -> names.add(sample.name()));
		return names;
	}

	@Override
	public ScrapeAssert assertThat() {
		return new ScrapeAssert(this);
	}

	@Override
	public String toString() {
		return "scrape of " + this.samples.size() + " samples";
	}

	/**
	 * What a scrape tells of a family of samples.
	 *
	 * @param name the name, in the OpenMetrics format without {@code _total}
	 * @param type the type, such as {@code counter}
	 * @param unit the unit, empty if it has none
	 * @param help the description
	 */
	public record Family(String name, String type, String unit, String help) {

	}

	/**
	 * One line of a scrape.
	 *
	 * @param name the name with its suffix
	 * @param labels the labels
	 * @param value the value
	 * @param exemplar the labels of the exemplar, such as {@code trace_id}; {@code null}
	 * if there is none
	 */
	public record Sample(String name, Map<String, String> labels, double value,
			@Nullable Map<String, String> exemplar) {

		@Override
		public String toString() {
			StringBuilder text = new StringBuilder(this.name);
			if (!this.labels.isEmpty()) {
				text.append(this.labels);
			}
			return text.append(' ').append(this.value).toString();
		}

	}

}
