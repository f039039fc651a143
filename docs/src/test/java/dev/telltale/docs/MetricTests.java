package dev.telltale.docs;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.doctor.Catalogue;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.PromqlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every metric of ours that a text names is one that the starter exports or a rule
 * records, and every query can be asked.
 */
class MetricTests {

	private static final Pattern OURS = Pattern
		.compile("(?:slo|business|telltale|application|http_server|http_client)_[a-z0-9_]+|slo:[a-z0-9_:]+");

	// Of all that looks so, this is a label.
	private static final String LABEL = "telltale_version";

	// A gauge of the user's, by a name of the user's.
	private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\w)[a-z_]+_(?:<[a-z]+>|[A-Z]+|\\*|…)");

	// Metrics, and labels with them.
	private static final Pattern WORD = Pattern.compile("[a-z_:][a-z0-9_:]*");

	private static final Pattern LABELS = Pattern.compile("\\{[^}]*}");

	private static final Set<String> NAMES = new TreeSet<>();

	private static final Set<String> ASKED = new TreeSet<>();

	static {
		NAMES.add(LABEL);
		Catalogue.bundled().series().forEach((series) -> {
			NAMES.add(series);
			NAMES.add(series.replaceFirst("_(bucket|count|sum|total)$", ""));
		});
		for (Question question : Inventory.of(Mixin.bundled().render(Map.of())).questions()) {
			if (question.kind() == Question.Kind.RECORDING) {
				NAMES.add(question.place());
			}
			if (question.kind() == Question.Kind.PANEL || question.kind() == Question.Kind.ALERT) {
				WORD.matcher(question.text()).results().forEach((word) -> ASKED.add(word.group()));
			}
		}
	}

	@Test
	void theCatalogueAndTheRulesAreRead() {
		assertThat(NAMES).contains("slo_events_total", "http_server_requests_seconds_bucket",
				"slo:burn_rate:fast_short");
		assertThat(ASKED).contains("up", "node_cpu_seconds_total");
	}

	@Test
	void everyMetricExistsAndEveryQueryCanBeAsked() {
		assertThat(Pages.problems(MetricTests::problems)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "`slo_event_total`", "`http_server_request_seconds`", "`slo:burn_rate:fastest`",
			"`telltale_spans_lost_total{reason}`", "```promql\nrate(business_event_total[5m])\n```",
			"```promql\nsum(rate(slo_events_total[5m])\n```", "```promql\nnode_cpu_second_total\n```" })
	void aMetricThatIsNotThereIsNoticed(String text) {
		assertThat(problems(Page.of("README.md", text))).singleElement().asString().startsWith("README.md:1: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "`slo_events_total{slo,sli,result}`", "`http_server_requests_seconds`",
			"`business_<name>`", "`slo:burn_rate:fast_short`", "```promql\nmin(up) == 1\n```" })
	void aMetricThatIsThereIsNone(String text) {
		assertThat(problems(Page.of("README.md", text))).isEmpty();
	}

	private static Stream<String> problems(Page page) {
		Stream<String> spans = page.spans()
			.stream()
			.filter((span) -> OURS.matcher(bare(span.text())).matches())
			.filter((span) -> !NAMES.contains(bare(span.text())))
			.map((span) -> page.problem(span.line(),
					span.text() + " is neither in the catalogue nor recorded by a rule"));
		Stream<String> blocks = page.blocks()
			.stream()
			.filter((block) -> block.language().equals("promql"))
			.flatMap((block) -> queries(block.text()).flatMap(MetricTests::problem)
				.map((problem) -> page.problem(block.line(), problem)));
		return Stream.concat(spans, blocks);
	}

	private static String bare(String span) {
		return PLACEHOLDER.matcher(span).matches() ? "" : LABELS.matcher(span).replaceAll("");
	}

	// One query over several lines, or one a line.
	private static Stream<String> queries(String block) {
		try {
			Expression.parse(block);
			return Stream.of(block);
		}
		catch (PromqlException ex) {
			return block.lines().filter((line) -> !line.isBlank());
		}
	}

	private static Stream<String> problem(String query) {
		try {
			return metrics(query).filter((metric) -> !NAMES.contains(metric) && !ASKED.contains(metric))
				.map((metric) -> metric + " is neither in the catalogue nor read by a dashboard or an alert");
		}
		catch (PromqlException ex) {
			return Stream.of(query + ": " + ex.getMessage());
		}
	}

	private static Stream<String> metrics(String query) {
		return Expression.parse(query)
			.stream(Expression.VectorSelector.class)
			.flatMap((selector) -> Stream.ofNullable(selector.metric()));
	}

}
