package dev.telltale.chart.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The series that every service exports from its start, and that dashboards or rules
 * read.
 */
final class RequiredMetrics {

	// What is scraped is a web application.
	private static final String WEB = "the service is a web application or has an objective";

	private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

	private static final Set<Question.Kind> OTHER_LANGUAGES = EnumSet.of(Question.Kind.LOGS, Question.Kind.TRACES);

	private RequiredMetrics() {
	}

	/**
	 * Return the names.
	 * @param rendering the rendering of the dashboards and rules
	 * @return the names, in alphabetical order
	 */
	static Collection<String> of(Rendering rendering) {
		Set<String> read = Inventory.of(rendering)
			.questions()
			.stream()
			.filter((question) -> !OTHER_LANGUAGES.contains(question.kind()))
			.flatMap((question) -> NAME.matcher(question.text()).results().map(MatchResult::group))
			.collect(Collectors.toSet());
		Set<String> required = new TreeSet<>();
		for (JsonNode metric : catalogue().get("metrics")) {
			if (!metric.has("condition") || metric.get("condition").asString().equals(WEB)) {
				metric.get("series").forEach((series) -> required.add(series.asString()));
			}
		}
		required.retainAll(read);
		return required;
	}

	private static JsonNode catalogue() {
		try (InputStream resource = Mixin.class.getClassLoader().getResourceAsStream("telltale/catalogue.json")) {
			if (resource == null) {
				throw new IllegalStateException(
						"no telltale/catalogue.json on the class path: rebuild telltale-mixins");
			}
			return new JsonMapper().readTree(resource);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
