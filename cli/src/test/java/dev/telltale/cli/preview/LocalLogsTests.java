package dev.telltale.cli.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.preview.Logs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class LocalLogsTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

	@TempDir
	Path folder;

	private LocalLogs logs;

	@BeforeEach
	void write() throws IOException {
		Files.writeString(this.folder.resolve("orders.jsonl"), line(0, "INFO", "orders", "started", "")
				+ line(10, "ERROR", "orders", "Payment refused", "aaaa") + line(30, "WARN", "orders", "slow", "bbbb"));
		Files.writeString(this.folder.resolve("payments.jsonl"),
				line(9, "ERROR", "payments", "no \"money\"", "aaaa") + "no JSON\n");
		this.logs = new LocalLogs(this.folder);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			textBlock = """
					'{service_name=~"orders|payments", level="ERROR"}'                     | 'Payment refused,no "money"'
					'{ service_name = "orders" , level != "INFO" }'                        | 'slow,Payment refused'
					'{service_name=~".+"} |= `money`'                                      | 'no "money"'
					'{service_name=~".+", level=~".+"} != "money" !~ "s.ow"'               | 'Payment refused,started'
					'{level="ERROR"} |~ `(?i)payment REFUSED`'                             | 'Payment refused'
					'{level="ERROR"} | json | trace_id = `aaaa` | service_name!~"pay.*"'   | 'Payment refused'
					'{level="ERROR"} | json message="message", trace_id="trace_id"'        | 'Payment refused,no "money"'
					'{service_name=~".+"} |= `` | json | trace_id = `` | trace_id != ""'   | ''
					'{}'                                                                   | 'slow,Payment refused,no JSON,no "money",started'
					""")
	void takesTheLinesThatFitNewestFirst(String query, String messages) throws IOException {
		assertThat(query(query)).extracting((line) -> line.labels().get("message"))
			.containsExactlyElementsOf(messages.isEmpty() ? List.of() : List.of(messages.split(",")));
	}

	@Test
	void showsLinesAsToldWithTheirFields() throws IOException {
		assertThat(
				query("{level=\"ERROR\"} | line_format \"{{.service_name}} {{ .level }}: {{.message}} {{.missing}}\""))
			.extracting(Logs.Line::text)
			.containsExactly("orders ERROR: Payment refused ", "payments ERROR: no \"money\" ");
		assertThat(query("{level=\"WARN\"}")).singleElement().satisfies((line) -> {
			assertThat(line.text()).startsWith("{\"@timestamp\"");
			assertThat(line.time()).isEqualTo(NOON.plusSeconds(30));
			assertThat(line.labels()).containsEntry("trace_id", "bbbb").containsEntry("level", "WARN");
		});
	}

	@Test
	void keepsToTimeRangeAndLimit() throws IOException {
		assertThat(this.logs.query("{}", NOON.plusSeconds(5), NOON.plusSeconds(20), 100)).hasSize(3)
			.allSatisfy((line) -> assertThat(line.time()).isBetween(NOON.plusSeconds(5), NOON.plusSeconds(20)));
		assertThat(this.logs.query("{}", NOON, NOON.plusSeconds(60), 2)).hasSize(2);
		assertThat(new LocalLogs(this.folder.resolve("none")).query("{}", NOON, NOON, 1)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			'sum(count_over_time({level="ERROR"}[5m]))' | 'not ''sum(count_over_time({level='
			'{level="ERROR"} | logfmt'                  | 'not ''logfmt'':'
			'{level="ERROR"'                            | ask for lines by labels
			'{level=~"("}'                              | is no regular expression
			""")
	void saysWhatItDoesNotUnderstand(String query, String message) {
		assertThatIOException().isThrownBy(() -> query(query)).withMessageContaining(message);
	}

	@Test
	void understandsEveryPanelOfLinesOfTheMixin() throws IOException {
		List<String> queries = Mixin.bundled()
			.render(Mixin.DEMO)
			.files()
			.entrySet()
			.stream()
			.filter((file) -> file.getKey().startsWith("dashboards/"))
			.flatMap((file) -> panels(JSON.readTree(file.getValue())))
			.filter((panel) -> panel.path("type").asString("").equals("logs"))
			.flatMap((panel) -> panel.path("targets").valueStream())
			.map((target) -> target.path("expr").asString(""))
			.toList();
		assertThat(queries).hasSizeGreaterThanOrEqualTo(2);
		for (String query : queries) {
			query(query.replace("$job", ".+").replace("$search", "").replace("$trace", "aaaa"));
		}
	}

	private static Stream<JsonNode> panels(JsonNode parent) {
		return parent.path("panels").valueStream().flatMap((panel) -> Stream.concat(Stream.of(panel), panels(panel)));
	}

	private List<Logs.Line> query(String query) throws IOException {
		return this.logs.query(query, NOON.minusSeconds(60), NOON.plusSeconds(60), 100);
	}

	private static String line(int second, String level, String service, String message, String trace) {
		return JSON.createObjectNode()
			.put("@timestamp", NOON.plusSeconds(second).toString())
			.put("level", level)
			.put("service_name", service)
			.put("message", message)
			.put("trace_id", trace) + "\n";
	}

}
