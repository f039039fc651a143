package dev.telltale.tools.exposition;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ExpositionTests {

	@Test
	void readsThePrometheusFormat() {
		Exposition exposition = prometheus("""
				# HELP http_requests_total The total \\\\ of requests\\nby \"method\".
				# TYPE http_requests_total counter
				http_requests_total{method="post",code="200"} 1027 1395066363000
				http_requests_total{method="get",code="400",}    3

				# a comment
				# TYPE latency_seconds histogram
				latency_seconds_bucket{le="0.05"} 24054
				latency_seconds_bucket{le="+Inf"} 144320
				latency_seconds_sum 5.3423e4
				latency_seconds_count 144320
				# TYPE rpc summary
				rpc{quantile="0.5"} 4773
				rpc_sum 1.7560473e+07
				rpc_count 2693
				  something_weird { problem = "division by zero" } +Inf -3982045
				no_type NaN
				""");
		assertThat(exposition.families()).extracting(MetricFamily::name)
			.containsExactly("http_requests_total", "latency_seconds", "rpc", "something_weird", "no_type");
		MetricFamily requests = exposition.family("http_requests_total").orElseThrow();
		assertThat(requests.type()).isEqualTo(MetricType.COUNTER);
		assertThat(requests.help()).isEqualTo("The total \\ of requests\nby \"method\".");
		assertThat(requests.samples().get(0)).isEqualTo(new Sample("http_requests_total",
				Map.of("method", "post", "code", "200"), 1027, Instant.ofEpochMilli(1395066363000L), null));
		assertThat(exposition.value("http_requests_total", Map.of("code", "400"))).hasValue(3);
		assertThat(exposition.value("something_weird", Map.of())).hasValue(Double.POSITIVE_INFINITY);
		assertThat(exposition.value("no_type", Map.of())).hasValue(Double.NaN);
		assertThat(exposition.value("absent", Map.of())).isEmpty();
		assertThat(exposition.samples("latency_seconds_bucket")).hasSize(2);
		assertThatIllegalArgumentException().isThrownBy(() -> exposition.value("latency_seconds_bucket", Map.of()))
			.withMessage("2 series of latency_seconds_bucket have the labels {}");
	}

	@Test
	void readsOpenMetrics() {
		Exposition exposition = openMetrics("""
				# TYPE requests counter
				# UNIT latency_seconds seconds
				# TYPE latency_seconds histogram
				# HELP latency_seconds How \\"long\\".
				latency_seconds_bucket{le="0.1"} 8 # {} 0.054
				latency_seconds_bucket{le="+Inf"} 17 # {trace_id="KOO5S4vxi0o",span_id="4"} 0.67 1520879607.789
				latency_seconds_count 17 1520879608.5 # {trace_id="a"} 0.67
				latency_seconds_sum 324789.3
				# TYPE requests_made counter
				requests_made_total{path="a\\\\b\\"c\\n"} 17.0
				requests_made_created{path="a\\\\b\\"c\\n"} 1520430000.123
				# TYPE build info
				build_info{version="1"} 1
				# TYPE state stateset
				state{state="on"} 1
				state{state="off"} 0
				# EOF
				""");
		MetricFamily latency = exposition.family("latency_seconds").orElseThrow();
		assertThat(latency.unit()).isEqualTo("seconds");
		assertThat(latency.help()).isEqualTo("How \"long\".");
		assertThat(latency.samples()).extracting(Sample::exemplar)
			.containsExactly(new Sample.Exemplar(Map.of(), 0.054, null),
					new Sample.Exemplar(Map.of("trace_id", "KOO5S4vxi0o", "span_id", "4"), 0.67,
							Instant.ofEpochMilli(1520879607789L)),
					new Sample.Exemplar(Map.of("trace_id", "a"), 0.67, null), null);
		assertThat(latency.samples().get(2).timestamp()).isEqualTo(Instant.ofEpochMilli(1520879608500L));
		assertThat(exposition.value("requests_made_total", Map.of("path", "a\\b\"c\n"))).hasValue(17);
		assertThat(exposition.family("requests").orElseThrow().samples()).isEmpty();
	}

	@Test
	void anEmptyTextExposesNothing() {
		assertThat(prometheus("").families()).isEmpty();
		assertThat(openMetrics("# EOF").families()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					a                      | 1 | '' is not a number
					a x                    | 1 | 'x' is not a number
					a 1f                   | 1 | '1f' is not a number
					a 0x1p3                | 1 | '0x1p3' is not a number
					a 1 1.5                | 1 | '1.5' is not a timestamp in milliseconds
					a 1 1 1                | 1 | unexpected '1'
					9a 1                   | 1 | expected a metric name, found '9a 1'
					{b="c"} 1              | 1 | expected a metric name, found '{b="c"} 1'
					a{9="c"} 1             | 1 | expected a label name or }, found '9="c"} 1'
					a{b} 1                 | 1 | expected = after label b, found '} 1'
					a{b=c} 1               | 1 | expected " after b=, found 'c} 1'
					a{b="c 1               | 1 | the value of label b does not end
					a{b="c" d="e"} 1       | 1 | expected , or } after label b, found 'd="e"} 1'
					a{b="1",b="2"} 1       | 1 | label b occurs twice
					a{b="\\t"} 1           | 1 | \\t in the value of label b is no escape sequence
					# TYPE a widget        | 1 | 'widget' is not a type of this format
					# TYPE a info          | 1 | 'info' is not a type of this format
					# HELP a \\"           | 1 | \\" in the value of help is no escape sequence
					b 1;# TYPE a counter;# TYPE a gauge      | 3 | a second TYPE for a
					a 1;# TYPE a counter                     | 2 | metadata of a after its first sample
					a 1;b 1;a{c="d"} 1                       | 3 | the lines of a are not in one group
					a{b="c"} 1;a{b="c"} 2                    | 2 | a second sample of a{b=c}
					# TYPE a histogram;a 1                   | 2 | a histogram has no sample with the plain name a
					# TYPE a histogram;a_bucket 1            | 2 | a_bucket lacks the label le
					# TYPE a histogram;a_bucket{le="x"} 1    | 2 | 'x' is not a number
					# TYPE a histogram;a_bucket{le="NaN"} 1  | 2 | the label le cannot be 'NaN'
					# TYPE a histogram;a_bucket{le="1"} 1    | 2 | a has no bucket le="+Inf"
					# TYPE a histogram;a_bucket{le="1"} 2;a_bucket{le="+Inf"} 1 | 3 | bucket le="+Inf" counts less than the one before
					# TYPE a histogram;a_bucket{le="2"} 1;a_bucket{le="1"} 1    | 3 | bucket le="1" does not come after the smaller ones
					# TYPE a summary;a{} 1                   | 2 | a lacks the label quantile
					""")
	void namesTheLineAndTheProblem(String text, int line, String problem) {
		assertThatExceptionOfType(ExpositionException.class)
			.isThrownBy(() -> prometheus(text.replace(";", "\n").replace("\\\\", "\\") + "\n"))
			.withMessage("line " + line + ": " + problem.replace("\\\\", "\\"))
			.satisfies((ex) -> assertThat(ex.line()).isEqualTo(line));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					a 1                                  | 1 | the text does not end with '# EOF'
					# EOF;a 1                            | 2 | there is text after '# EOF'
					a 1;;# EOF                           | 2 | an empty line is not allowed in OpenMetrics
					# comment;# EOF                      | 1 | a comment other than HELP, TYPE, UNIT and EOF is not allowed in OpenMetrics
					a  1;# EOF                           | 1 | '' is not a number
					a{b="c",} 1;# EOF                    | 1 | a comma before } is not allowed in OpenMetrics
					# TYPE a untyped;# EOF               | 1 | 'untyped' is not a type of this format
					# UNIT a bytes;# EOF                 | 1 | the unit of a is bytes, but the name does not end with it
					# TYPE a counter;a 1;# EOF           | 2 | a counter has no sample with the plain name a
					# TYPE a counter;a_total -1;# EOF    | 2 | a counter cannot be -1.0
					# TYPE a counter;a_total NaN;# EOF   | 2 | a counter cannot be NaN
					# TYPE a info;a_info 2;# EOF         | 2 | an info has the value 1, not 2.0
					# TYPE a stateset;a 1;# EOF          | 2 | a state set needs the label a and the value 0 or 1
					a 1 # {b="c"} 1;# EOF                | 1 | a cannot have an exemplar: only counters, buckets and counts can
					a_total 1 # 1;# EOF                  | 1 | expected a space before the value of the exemplar, found '1'
					a_total 1 1e999999999;# EOF          | 1 | '1e999999999' is not a timestamp in seconds
					a_total 1 1e99;# EOF                 | 1 | '1e99' is not a timestamp in seconds
					""")
	void isStricterWithOpenMetrics(String text, int line, String problem) {
		assertThatExceptionOfType(ExpositionException.class).isThrownBy(() -> openMetrics(text.replace(";", "\n")))
			.withMessage("line " + line + ": " + problem);
	}

	@Test
	void limitsTheLabelsOfAnExemplar() {
		String longest = "x".repeat(126);
		openMetrics("a_total 1 # {id=\"" + longest + "\"} 1\n# EOF\n");
		assertThatExceptionOfType(ExpositionException.class)
			.isThrownBy(() -> openMetrics("a_total 1 # {id=\"" + longest + "x\"} 1\n# EOF\n"))
			.withMessage("line 1: the labels of the exemplar have 129 characters, more than 128");
	}

	@Test
	void wantsALineFeedAtTheEnd() {
		assertThatExceptionOfType(ExpositionException.class).isThrownBy(() -> prometheus("a 1\nb 2"))
			.withMessage("line 2: the last line does not end with a line feed");
	}

	@Test
	void knowsFormatsByTheirContentType() {
		assertThat(Format.ofContentType("text/plain; version=0.0.4; charset=utf-8")).isEqualTo(Format.PROMETHEUS_TEXT);
		assertThat(Format.ofContentType("application/openmetrics-text; version=1.0.0; charset=utf-8"))
			.isEqualTo(Format.OPENMETRICS_TEXT);
		assertThatIllegalArgumentException().isThrownBy(() -> Format.ofContentType("text/html"));
	}

	@Test
	void resultsCannotBeChanged() {
		MetricFamily family = prometheus("a{b=\"c\"} 1\n").families().get(0);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> family.samples().get(0).labels().put("d", "e"));
	}

	private static Exposition prometheus(String text) {
		return Exposition.parse(text, Format.PROMETHEUS_TEXT);
	}

	private static Exposition openMetrics(String text) {
		return Exposition.parse(text, Format.OPENMETRICS_TEXT);
	}

}
