package dev.telltale.mixins.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Searches}.
 */
class SearchesTests {

	private final Searches searches = new Searches(Set.of("service_name", "level"),
			Set.of("level", "message", "trace_id"), Set.of("duration", "status", "resource.service.name", "span.uri"));

	@ParameterizedTest
	@CsvSource(delimiter = '\t', quoteCharacter = '\0', textBlock = """
			{service_name="shop", level=~"WARN|ERROR"}
			{service_name=~"$job"} |~ `(?i)$search | json` | json | line_format "{{.message}} of {{.service_name}}"
			{level="ERROR"} | json trace_id="trace_id" | trace_id != ""
			sum by (level) (count_over_time({service_name="shop"} [$__auto]))
			topk(20, sum by (message) (count_over_time({level="ERROR"} | json message="message" [5m])))
			""")
	void acceptsSearchesInLogs(String search) {
		assertThat(logs(search)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '\t', quoteCharacter = '\0',
			textBlock = """
					{job="shop"}	job is no label of the pipeline; they are level, service_name.
					{service_name="shop"} | trace_id != ""	trace_id is no label or field; they are level, service_name.
					{service_name="shop"} | json user="user"	user is no field of a line; they are level, message, trace_id.
					{service_name="shop"} | json | line_format "{{.user}}"	user is no label or field; they are level, message, service_name, trace_id.
					sum by (message) (count_over_time({level="ERROR"} [5m]))	message is no label or field; they are level, service_name.
					{service_name="shop"} | unpack	This is no stage that the contract can read: | unpack
					sum(rate({service_name="shop"}[5m]	This is no LogQL that the contract can read: sum(rate({service_name="shop"}[5m]
					""")
	void refusesSearchesInLogsThatFindNothing(String search, String problem) {
		assertThat(logs(search)).contains(problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '\t', quoteCharacter = '\0', textBlock = """
			{ resource.service.name =~ "$job" && status = error }
			{ duration > 1.5s && span.uri = "/orders" }
			{ resource.service.name = "shop" } | rate() by (resource.service.name)
			$trace
			""")
	void acceptsSearchesInTraces(String search) {
		assertThat(traces(search)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '\t', quoteCharacter = '\0',
			textBlock = """
					{ service.name = "shop" }	service.name is no attribute of a span; they are duration, resource.service.name, span.uri, status.
					{ status = error } | rate() by (kind)	kind is no attribute of a span; they are duration, resource.service.name, span.uri, status.
					{ status == error }	This is no condition that the contract can read: status == error
					status = error	This is no TraceQL that the contract can read: status = error
					""")
	void refusesSearchesInTracesThatFindNothing(String search, String problem) {
		assertThat(traces(search)).contains(problem);
	}

	@Test
	void theMixinSearchesForWhatThePipelineMakes() {
		Mixin mixin = Mixin.bundled();
		Searches declared = Searches.of(mixin.evaluate("mixin.contract", Map.of()));
		List<Question> questions = Inventory.of(mixin.render(Map.of()))
			.questions()
			.stream()
			.filter((question) -> question.kind() == Question.Kind.LOGS || question.kind() == Question.Kind.TRACES)
			.toList();
		assertThat(questions).hasSizeGreaterThan(5)
			.allSatisfy((question) -> assertThat(declared.problem(question)).as(question.text()).isEmpty());
	}

	private Optional<String> logs(String search) {
		return this.searches.problem(new Question("Logs / Lines / A", Question.Kind.LOGS, search, Set.of(), List.of()));
	}

	private Optional<String> traces(String search) {
		return this.searches
			.problem(new Question("Traces / Slow / A", Question.Kind.TRACES, search, Set.of(), List.of()));
	}

}
