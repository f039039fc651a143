package dev.telltale.tools.exposition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Reads an exposition line by line and hands each to the family it belongs to.
 */
final class ExpositionParser {

	private static final String END = "# EOF";

	/** OpenMetrics' limit for the labels of an exemplar, names and values together. */
	private static final int EXEMPLAR_CHARACTERS = 128;

	private final String text;

	private final Format format;

	private final List<MetricFamily> families = new ArrayList<>();

	private final Set<String> familyNames = new HashSet<>();

	private final Set<String> sampleNames = new HashSet<>();

	private @Nullable FamilyBuilder current;

	ExpositionParser(String text, Format format) {
		this.text = text;
		this.format = format;
	}

	Exposition parse() {
		List<String> lines = new ArrayList<>(Arrays.asList(this.text.split("\n", -1)));
		boolean terminated = lines.get(lines.size() - 1).isEmpty();
		if (terminated) {
			lines.remove(lines.size() - 1);
		}
		if (openMetrics()) {
			requireEnd(lines);
		}
		else if (!terminated) {
			throw new ExpositionException(lines.size(), "the last line does not end with a line feed");
		}
		for (int i = 0; i < lines.size(); i++) {
			readLine(i + 1, lines.get(i));
		}
		finishFamily();
		return new Exposition(this.families);
	}

	private void requireEnd(List<String> lines) {
		int end = lines.indexOf(END);
		if (end < 0) {
			throw new ExpositionException(Math.max(1, lines.size()), "the text does not end with '" + END + "'");
		}
		if (end != lines.size() - 1) {
			throw new ExpositionException(end + 2, "there is text after '" + END + "'");
		}
		lines.remove(end);
	}

	private void readLine(int number, String line) {
		LineReader reader = new LineReader(number, line, this.format);
		if (!openMetrics()) {
			reader.gap();
		}
		if (reader.atEnd()) {
			if (openMetrics()) {
				throw reader.problem("an empty line is not allowed in OpenMetrics");
			}
		}
		else if (reader.next('#')) {
			readComment(number, reader);
		}
		else {
			readSample(number, reader);
		}
	}

	private void readComment(int number, LineReader reader) {
		boolean gap = reader.gap();
		String keyword = gap ? reader.word() : "";
		boolean known = keyword.equals("HELP") || keyword.equals("TYPE") || (keyword.equals("UNIT") && openMetrics());
		if (!known) {
			if (openMetrics()) {
				throw reader.problem("a comment other than HELP, TYPE, UNIT and EOF is not allowed in OpenMetrics");
			}
			return;
		}
		reader.requireGap("the metric name");
		String name = reader.metricName();
		FamilyBuilder family = familyForMetadata(number, name);
		boolean followed = reader.gap();
		switch (keyword) {
			case "HELP" -> {
				if (!followed && (openMetrics() || !reader.atEnd())) {
					throw reader.problem("expected a space after " + name + ", found " + reader.rest());
				}
				family.help = once(reader, keyword, name, family.help, reader.help());
			}
			case "TYPE" -> family.type = once(reader, keyword, name, family.type, readType(reader));
			default -> {
				String unit = reader.word();
				if (!unit.isEmpty() && !name.endsWith("_" + unit)) {
					throw reader.problem("the unit of " + name + " is " + unit + ", but the name does not end with it");
				}
				family.unit = once(reader, keyword, name, family.unit, unit);
			}
		}
		reader.gap();
		if (!reader.atEnd()) {
			throw reader.problem("unexpected " + reader.rest());
		}
	}

	private static <T> T once(LineReader reader, String keyword, String name, @Nullable T earlier, T value) {
		if (earlier != null) {
			throw reader.problem("a second " + keyword + " for " + name);
		}
		return value;
	}

	private MetricType readType(LineReader reader) {
		String word = reader.word();
		if (word.equals("untyped") && !openMetrics()) {
			return MetricType.UNKNOWN;
		}
		Optional<MetricType> type = Arrays.stream(MetricType.values())
			.filter((candidate) -> candidate.word().equals(word))
			.findFirst();
		boolean allowed = type.isPresent() && (openMetrics() || switch (type.get()) {
			case COUNTER, GAUGE, HISTOGRAM, SUMMARY -> true;
			default -> false;
		});
		if (!allowed) {
			throw reader.problem("'" + word + "' is not a type of this format");
		}
		return type.get();
	}

	private FamilyBuilder familyForMetadata(int number, String name) {
		FamilyBuilder family = this.current;
		if (family == null || !family.name.equals(name)) {
			return startFamily(number, name);
		}
		if (!family.samples.isEmpty()) {
			throw new ExpositionException(number, "metadata of " + name + " after its first sample");
		}
		return family;
	}

	private FamilyBuilder startFamily(int number, String name) {
		finishFamily();
		if (!this.familyNames.add(name)) {
			throw new ExpositionException(number, "the lines of " + name + " are not in one group");
		}
		FamilyBuilder family = new FamilyBuilder(number, name);
		this.current = family;
		return family;
	}

	private void finishFamily() {
		if (this.current != null) {
			MetricFamily family = this.current.build();
			Set<String> names = new HashSet<>();
			family.samples().forEach((sample) -> names.add(sample.name()));
			for (String name : names) {
				if (!this.sampleNames.add(name)) {
					throw new ExpositionException(this.current.line, "the lines of " + name + " are not in one group");
				}
			}
			this.families.add(family);
			this.current = null;
		}
	}

	private void readSample(int number, LineReader reader) {
		String name = reader.metricName();
		if (!openMetrics()) {
			reader.gap();
		}
		Map<String, String> labels = reader.labels();
		boolean spaced = reader.gap();
		if (openMetrics() && !spaced) {
			throw reader.problem("expected a space before the value, found " + reader.rest());
		}
		double value = reader.value();
		Instant timestamp = null;
		Sample.Exemplar exemplar = null;
		if (reader.gap() && !reader.atEnd()) {
			boolean exemplarFollows = openMetrics() && reader.next('#');
			if (!exemplarFollows) {
				timestamp = reader.timestamp();
				exemplarFollows = reader.gap() && openMetrics() && reader.next('#');
			}
			if (exemplarFollows) {
				exemplar = readExemplar(reader, name);
			}
		}
		if (!reader.atEnd()) {
			throw reader.problem("unexpected " + reader.rest());
		}
		familyForSample(number, name).add(number, new Sample(name, labels, value, timestamp, exemplar));
	}

	private Sample.Exemplar readExemplar(LineReader reader, String name) {
		if (!(name.endsWith("_total") || name.endsWith("_bucket") || name.endsWith("_count"))) {
			throw reader.problem(name + " cannot have an exemplar: only counters, buckets and counts can");
		}
		reader.requireGap("the exemplar");
		Map<String, String> labels = reader.labels();
		int length = labels.entrySet()
			.stream()
			.mapToInt((label) -> (label.getKey() + label.getValue()).codePointCount(0,
					label.getKey().length() + label.getValue().length()))
			.sum();
		if (length > EXEMPLAR_CHARACTERS) {
			throw reader
				.problem("the labels of the exemplar have " + length + " characters, more than " + EXEMPLAR_CHARACTERS);
		}
		reader.requireGap("the value of the exemplar");
		double value = reader.value();
		return new Sample.Exemplar(labels, value, reader.gap() ? reader.timestamp() : null);
	}

	private FamilyBuilder familyForSample(int number, String name) {
		FamilyBuilder family = this.current;
		if (family != null && family.owns(name)) {
			return family;
		}
		if (family != null && name.equals(family.name)) {
			throw new ExpositionException(number,
					"a " + family.type().word() + " has no sample with the plain name " + name);
		}
		return startFamily(number, name);
	}

	private boolean openMetrics() {
		return this.format == Format.OPENMETRICS_TEXT;
	}

	/**
	 * A family whose lines are being read.
	 */
	private final class FamilyBuilder {

		private final int line;

		private final String name;

		private @Nullable MetricType type;

		private @Nullable String help;

		private @Nullable String unit;

		private final List<Sample> samples = new ArrayList<>();

		private final Set<List<Object>> identities = new HashSet<>();

		/** The last upper bound and count of each histogram, by its other labels. */
		private final Map<Map<String, String>, Bucket> buckets = new LinkedHashMap<>();

		FamilyBuilder(int line, String name) {
			this.line = line;
			this.name = name;
		}

		MetricType type() {
			return (this.type != null) ? this.type : MetricType.UNKNOWN;
		}

		boolean owns(String sampleName) {
			return sampleName.startsWith(this.name)
					&& type().suffixes(ExpositionParser.this.format).contains(sampleName.substring(this.name.length()));
		}

		void add(int number, Sample sample) {
			Instant time = sample.timestamp();
			if (!this.identities.add(List.of(sample.name(), sample.labels(), (time != null) ? time : Instant.MIN))) {
				throw new ExpositionException(number, "a second sample of " + sample.name() + sample.labels());
			}
			check(number, sample);
			this.samples.add(sample);
		}

		MetricFamily build() {
			this.buckets.values().forEach((bucket) -> {
				if (bucket.bound != Double.POSITIVE_INFINITY) {
					throw new ExpositionException(bucket.line, this.name + " has no bucket le=\"+Inf\"");
				}
			});
			return new MetricFamily(this.name, type(), (this.help != null) ? this.help : "",
					(this.unit != null) ? this.unit : "", this.samples);
		}

		private void check(int number, Sample sample) {
			switch (type()) {
				case HISTOGRAM, GAUGE_HISTOGRAM -> {
					if (sample.name().endsWith("_bucket")) {
						checkBucket(number, sample);
					}
				}
				case SUMMARY -> {
					if (sample.name().equals(this.name)) {
						bound(number, sample, "quantile");
					}
				}
				case COUNTER -> {
					boolean grows = sample.value() >= 0;
					if (openMetrics() && !grows) {
						throw new ExpositionException(number, "a counter cannot be " + sample.value());
					}
				}
				case STATE_SET -> {
					if (!sample.labels().containsKey(this.name) || (sample.value() != 0 && sample.value() != 1)) {
						throw new ExpositionException(number,
								"a state set needs the label " + this.name + " and the value 0 or 1");
					}
				}
				case INFO -> {
					if (sample.value() != 1) {
						throw new ExpositionException(number, "an info has the value 1, not " + sample.value());
					}
				}
				case GAUGE, UNKNOWN -> {
				}
			}
		}

		private void checkBucket(int number, Sample sample) {
			double bound = bound(number, sample, "le");
			Map<String, String> others = new LinkedHashMap<>(sample.labels());
			others.remove("le");
			Bucket last = this.buckets.put(others, new Bucket(number, bound, sample.value()));
			if (last != null && last.bound < Double.POSITIVE_INFINITY) {
				if (bound <= last.bound) {
					throw new ExpositionException(number,
							"bucket le=\"" + sample.labels().get("le") + "\" does not come after the smaller ones");
				}
				if (sample.value() < last.count) {
					throw new ExpositionException(number,
							"bucket le=\"" + sample.labels().get("le") + "\" counts less than the one before");
				}
			}
		}

		private double bound(int number, Sample sample, String label) {
			String bound = sample.labels().get(label);
			if (bound == null) {
				throw new ExpositionException(number, sample.name() + " lacks the label " + label);
			}
			LineReader reader = new LineReader(number, bound, ExpositionParser.this.format);
			double value = reader.value();
			if (Double.isNaN(value) || !reader.atEnd()) {
				throw new ExpositionException(number, "the label " + label + " cannot be '" + bound + "'");
			}
			return value;
		}

	}

	/**
	 * A bucket that was read.
	 */
	private record Bucket(int line, double bound, double count) {

	}

}
