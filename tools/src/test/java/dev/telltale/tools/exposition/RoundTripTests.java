package dev.telltale.tools.exposition;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Writes random expositions and reads them back; damages them and expects a clear error
 * or another exposition, never anything else.
 */
class RoundTripTests {

	private static final int EXPOSITIONS = 500;

	private static final String ALPHABET = "ab z_,={}#\"\\\n\t\u00e9\u4e2d\ud83d\ude80";

	private static final double[] VALUES = { 0, -0.0, 1, -1.5, 1e-300, 1.7976931348623157e308, Double.NaN,
			Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY };

	@ParameterizedTest
	@EnumSource
	void readsWhatWasWritten(Format format) {
		for (long seed = 0; seed < EXPOSITIONS; seed++) {
			Exposition exposition = random(new Random(seed), format);
			String text = write(exposition, format);
			assertThat(Exposition.parse(text, format)).as("seed %d:%n%s", seed, text).isEqualTo(exposition);
		}
	}

	@ParameterizedTest
	@EnumSource
	void damageIsAnErrorWithALineOrAnotherExposition(Format format) {
		for (long seed = 0; seed < EXPOSITIONS; seed++) {
			Random random = new Random(seed);
			StringBuilder text = new StringBuilder(write(random(random, format), format));
			for (int i = 0; i < 3; i++) {
				int at = random.nextInt(text.length());
				text.replace(at, at + random.nextInt(2), ALPHABET.substring(random.nextInt(8)).substring(0, 1));
			}
			try {
				Exposition.parse(text.toString(), format);
			}
			catch (ExpositionException ex) {
				assertThat(ex.line()).isBetween(1, (int) text.chars().filter((c) -> c == '\n').count() + 1);
			}
			catch (RuntimeException ex) {
				fail("seed " + seed + ":\n" + text, ex);
			}
		}
	}

	private static Exposition random(Random random, Format format) {
		List<MetricFamily> families = new ArrayList<>();
		for (int i = random.nextInt(4); i >= 0; i--) {
			families.add(family(random, format, "family" + i + (random.nextBoolean() ? "_seconds" : ":x_bytes")));
		}
		return new Exposition(families);
	}

	private static MetricFamily family(Random random, Format format, String name) {
		MetricType[] types = { MetricType.COUNTER, MetricType.GAUGE, MetricType.HISTOGRAM, MetricType.UNKNOWN };
		MetricType type = types[random.nextInt(types.length)];
		String unit = (format == Format.OPENMETRICS_TEXT && random.nextBoolean())
				? name.substring(name.lastIndexOf('_') + 1) : "";
		List<Sample> samples = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			Map<String, String> labels = labels(random, 20);
			labels.put("n", Integer.toString(i));
			if (type == MetricType.HISTOGRAM) {
				samples.addAll(histogram(random, format, name, labels));
			}
			else if (type == MetricType.COUNTER && format == Format.OPENMETRICS_TEXT) {
				samples.add(new Sample(name + "_total", labels, random.nextInt(1000), time(random, format),
						exemplar(random, format)));
			}
			else {
				samples
					.add(new Sample(name, labels, VALUES[random.nextInt(VALUES.length)], time(random, format), null));
			}
		}
		return new MetricFamily(name, type, text(random, 40).stripLeading(), unit, samples);
	}

	private static List<Sample> histogram(Random random, Format format, String name, Map<String, String> labels) {
		List<Sample> samples = new ArrayList<>();
		double count = 0;
		for (String bound : List.of("-1.0", "0.005", "1e3", "+Inf")) {
			Map<String, String> bucket = new LinkedHashMap<>(labels);
			bucket.put("le", bound);
			count += random.nextInt(3);
			samples.add(new Sample(name + "_bucket", bucket, count, null, exemplar(random, format)));
		}
		samples.add(new Sample(name + "_count", labels, count, null, null));
		samples.add(new Sample(name + "_sum", labels, random.nextDouble(), null, null));
		return samples;
	}

	private static Sample.Exemplar exemplar(Random random, Format format) {
		return (format == Format.OPENMETRICS_TEXT && random.nextBoolean())
				? new Sample.Exemplar(labels(random, 8), random.nextDouble(), time(random, format)) : null;
	}

	private static Map<String, String> labels(Random random, int length) {
		Map<String, String> labels = new LinkedHashMap<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			labels.put("label_" + i, text(random, length));
		}
		return labels;
	}

	private static Instant time(Random random, Format format) {
		return random.nextBoolean() ? Instant.ofEpochMilli(random.nextInt()) : null;
	}

	private static String text(Random random, int length) {
		return random.ints(random.nextInt(length), 0, ALPHABET.codePointCount(0, ALPHABET.length()))
			.map((index) -> ALPHABET.codePointAt(ALPHABET.offsetByCodePoints(0, index)))
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	private static String write(Exposition exposition, Format format) {
		StringBuilder text = new StringBuilder();
		boolean openMetrics = format == Format.OPENMETRICS_TEXT;
		for (MetricFamily family : exposition.families()) {
			String help = family.help().replace("\\", "\\\\").replace("\n", "\\n");
			text.append("# HELP " + family.name() + " " + (openMetrics ? help.replace("\"", "\\\"") : help) + "\n");
			String type = (family.type() == MetricType.UNKNOWN && !openMetrics) ? "untyped" : family.type().word();
			text.append("# TYPE " + family.name() + " " + type + "\n");
			if (!family.unit().isEmpty()) {
				text.append("# UNIT " + family.name() + " " + family.unit() + "\n");
			}
			family.samples().forEach((sample) -> text.append(line(sample, openMetrics)).append('\n'));
		}
		return text + (openMetrics ? "# EOF\n" : "");
	}

	private static String line(Sample sample, boolean openMetrics) {
		String line = sample.name() + (sample.labels().isEmpty() ? "" : labels(sample.labels())) + " "
				+ number(sample.value()) + time(sample.timestamp(), openMetrics);
		Sample.Exemplar exemplar = sample.exemplar();
		return (exemplar == null) ? line : line + " # " + labels(exemplar.labels()) + " " + number(exemplar.value())
				+ time(exemplar.timestamp(), openMetrics);
	}

	private static String labels(Map<String, String> labels) {
		return labels.entrySet()
			.stream()
			.map((label) -> label.getKey() + "=\""
					+ label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"")
			.collect(Collectors.joining(",", "{", "}"));
	}

	private static String number(double value) {
		return Double.isInfinite(value) ? ((value > 0) ? "+Inf" : "-Inf") : Double.toString(value);
	}

	private static String time(Instant time, boolean openMetrics) {
		if (time == null) {
			return "";
		}
		return " " + (openMetrics ? BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString() : time.toEpochMilli());
	}

}
