package dev.telltale.mixins.promql;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The parser reads what the real Prometheus reads, means the same, and refuses what it
 * refuses.
 */
class PrometheusAgreementTests {

	@TempDir
	private static Path directory;

	private static RealPrometheus prometheus;

	@BeforeAll
	static void start() throws Exception {
		prometheus = RealPrometheus.start(directory);
	}

	@AfterAll
	static void stop() throws Exception {
		prometheus.close();
	}

	static Stream<String> hard() {
		return """
				1
				-1
				+ 1
				- - 1
				0x1F
				010
				089
				1.
				.5
				1e3
				1E-7
				1.5e+10
				123456789012345678901234567890
				inf
				-Inf
				NaN
				"text"
				'single "quotes"'
				'\\x41\\101\\u00e9\\U0001F600\\a\\v\\'"'
				`raw \\n "both" 'quotes'`
				up
				UP:x:y
				:colon
				sum
				and
				by and by
				offset
				group
				start
				end
				without
				Sum(x)
				SUM BY (a) (x)
				up{}
				up{a="b",}
				up{a="b", c!="d", e=~"f.*", g!~"h|i"}
				up{by="a", on="b", sum="c", inf="d", bool="e", without="f"}
				up{a="\\"\\\\\\n\\té"}
				{__name__=~"business_.+", __name__!~".+_total"}
				{a="b"}
				{__name__="up"}
				up[5m]
				up[1h30m]
				up[ 90s ]
				up[1y2w3d4h5m6s7ms]
				up[ 5m : 1m ]
				up[5m:]
				rate(up[5m])[1h:30s]
				rate(up[5m])[1h:30s] offset 1d
				up offset 5m
				up offset -5m
				up[5m] offset 5m
				up @ 1609746000
				up @ -1.5
				up @ start()
				up @ END()
				up[5m] @ end() offset 1h
				up offset 1h @ end()
				up offset 5m[5m:1m]
				-up offset 5m
				max_over_time(deriv(rate(x[1m])[5m:1m])[10m:])
				sum(x)
				sum by (a, b) (x)
				sum(x) by (a, b)
				sum(x) by (a, b,)
				sum by () (x)
				sum without (a) (x)
				sum without () (x)
				sum by (by, sum, bool, on, start, atan2, group_left) (x)
				topk(5, x)
				topk by (job) (2 + 3, x)
				count_values("version", build_info)
				quantile(0.9, x) without (instance)
				group by (job) (up)
				time()
				pi() * vector(1)
				scalar(x) + 1
				vector(time())
				hour()
				hour(x)
				round(x)
				round(x, 5)
				label_replace(up, "a", "$1", "b", "(.*)")
				label_join(up, "a", "-", "b", "c", "d")
				label_join(up, "a", "-")
				histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))
				histogram_fraction(0, 0.2, x)
				clamp(x, 0, 1)
				predict_linear(x[1h], 4 * 3600)
				absent(up{job="a"})
				absent_over_time(up{job="a"}[1h])
				last_over_time(x[1h])
				a + b
				a - -b
				a - -1
				a + b * c
				(a + b) * c
				a - b - c
				a - (b - c)
				a / b * c
				a / (b * c)
				2 ^ 3 ^ 2
				(2 ^ 3) ^ 2
				-2 ^ 2
				(-2) ^ 2
				2 ^ -1
				2 ^ -1 ^ 2
				2 ^ -1 * 3
				-a ^ b * c
				-a * b
				-(a * b)
				--a
				+-a
				a % b atan2 c
				a == b
				1 == bool 2
				a > bool 1
				a > BOOL on (x) b
				a > 1 < 5
				a > on (x) b
				a and b or c unless d
				a or b and c
				(a or b) and c
				a AND ON (x) b
				a and on () b
				a and ignoring () b
				a * on (x, y) group_left (z) b
				a * on (x) group_left b
				a * on (x) group_left () b
				a * ignoring (x) group_right (z, w) b
				a / on (x) (b > 0)
				a + on (x) b + on (y) c
				a # a comment
				a # a comment\\n+ b
				# before\\na
				sum( # in the middle\\n a)
				rate((x[5m]))
				((a))
				abs(-a)
				a offset 1h + b
				1 - on () 2
				a unless b unless c
				a unless (b unless c)
				a > b > c
				(a > b) > bool c
				-1 * a
				1 * -a
				-(1)
				-(-a)
				""".lines()
			.map((line) -> line.replace("\\n#", "\n#")
				.replace("\\n+", "\n+")
				.replace("\\na", "\na")
				.replace("\\n a", "\n a"));
	}

	static Stream<String> wrong() {
		return """
				(
				)
				a b
				a +
				+
				* a
				a + * b
				a =! b
				a = b
				a =~ b
				a !
				1 2
				1a
				1e
				0x
				1.2.3
				5m
				a[5m
				a[5]
				a[5m:1m
				a[m]
				a[]
				a[:5m]
				a[0s]
				a[5m][5m]
				a[5m][5m:]
				a[1m5h]
				a[5mm]
				a[5m :1m:]
				(a)[5m]
				rate(a)[5m]
				1[5m]
				1[5m:]
				"x"[5m:]
				a offset
				a offset 5
				a offset 0s
				a offset 5m offset 5m
				a offset 5m[5m]
				a @ 1[5m]
				(a) offset 5m
				a + b offset
				1 offset 5m
				sum(a) offset 5m
				a @
				a @ foo
				a @ start
				a @ 5m
				a @ 1 @ 2
				1 @ 1
				a{
				a}
				a{b}
				a{b=}
				a{b=c}
				a{b="c"
				a{b="c" d="e"}
				a{b="c",,}
				a{,}
				a{1b="c"}
				a{b:c="d"}
				a{b=="c"}
				a{b>"c"}
				{}
				{a=""}
				{a!="b"}
				{a=~".*"}
				a{__name__="b"}
				"open
				'open
				`open
				"bad \\q escape"
				"bad \\' quote"
				"bad \\xg hex"
				"bad \\400 octal"
				"bad \\ud800 surrogate"
				sum()
				sum(a, b)
				sum(1)
				sum("a")
				sum(a[5m])
				sum(a,)
				sum by a (b)
				sum by (a b) (c)
				sum by (1) (c)
				sum by (a:b) (c)
				sum by (,) (c)
				sum by (without) (c)
				sum by (inf) (c)
				sum by (a) (b) by (c)
				sum by (a)
				topk(a)
				topk(a, b)
				topk("a", b)
				count_values(1, a)
				foo(a)
				RATE(a[5m])
				rate(a)
				rate()
				rate(a[5m], 1)
				rate(a[5m],)
				abs(1)
				time(1)
				round(a, b)
				round(a, 1, 2)
				vector(a)
				scalar(1)
				label_replace(a, "b", "c", "d")
				label_join(a, "b")
				label_join(a, "b", "c", 1)
				histogram_quantile(a, 0.9)
				bool
				on
				ignoring
				group_left
				atan2
				atan2(a)
				by(a)
				offset(a)
				a + bool b
				a and bool b
				a bool b
				1 == 2
				1 > 2
				1 and 2
				a and 1
				1 or a
				"a" + 1
				a == "b"
				a[5m] + 1
				-"a"
				-a[5m]
				a * group_left b
				a * on b
				a * on (x) group_left (x) b
				a and on (x) group_left b
				a or ignoring (x) group_right b
				a * on (x) 1
				1 * ignoring (x) 2
				a ++
				a $ b
				a & b
				a ; b
				a, b
				[5m]
				a.b
				é
				a{b="c"}{d="e"}
				a{b="c"} d
				sum by (x) a
				rate(a[$__rate_interval])
				start()
				end()
				a @ start() ()
				""".lines();
	}

	@ParameterizedTest
	@MethodSource("hard")
	void printsWhatMeansTheSame(String expression) {
		assertAgreement(expression);
	}

	@ParameterizedTest
	@MethodSource("wrong")
	void refusesWhatPrometheusRefuses(String expression) {
		assertThat(prometheus.format(expression)).as("Prometheus on %s", expression).isEmpty();
		assertThatExceptionOfType(PromqlException.class).isThrownBy(() -> Expression.parse(expression))
			.withMessageMatching("1:\\d+: \\P{Cntrl}+");
	}

	@Test
	void readsEveryExpressionOfTheMixin() {
		Set<String> expressions = new TreeSet<>();
		for (Map<String, Object> config : List.<Map<String, Object>>of(Map.of(), Mixin.DEMO)) {
			for (Question question : Inventory.of(Mixin.bundled().render(config)).questions()) {
				switch (question.kind()) {
					case PANEL, ANNOTATION, ALERT, RECORDING -> expressions.add(withValues(question));
					case VARIABLE, LOGS, TRACES -> {
					}
				}
			}
		}
		assertThat(expressions).hasSizeGreaterThan(300);
		expressions.forEach(PrometheusAgreementTests::assertAgreement);
	}

	private static String withValues(Question question) {
		Map<String, String> values = new LinkedHashMap<>();
		question.variables()
			.forEach((variable) -> values.put(variable.name(),
					(variable.asks() || variable.query().isEmpty()) ? "shop" : variable.query().split(",")[0]));
		return new GrafanaVariables(values).replaceIn(question.text());
	}

	/** Whatever tree can be parsed, its text is that tree. */
	@Test
	void agreesOnExpressionsThatNobodyThoughtOf() {
		Random random = new Random(42);
		List<String> seeds = hard().toList();
		int valid = 0;
		List<String> disagreements = new ArrayList<>();
		for (int round = 0; round < 1500; round++) {
			String text = mutate(seeds.get(random.nextInt(seeds.size())), seeds, random);
			Optional<String> theirs = prometheus.format(text);
			Optional<String> ours = parse(text).map(Expression::print).flatMap(prometheus::format);
			valid += theirs.isPresent() ? 1 : 0;
			if (!theirs.equals(ours)) {
				disagreements.add(text);
			}
		}
		assertThat(disagreements).isEmpty();
		assertThat(valid).isBetween(300, 1200);
	}

	private static String mutate(String seed, List<String> seeds, Random random) {
		String other = seeds.get(random.nextInt(seeds.size()));
		return switch (random.nextInt(5)) {
			case 0 -> seed + " " + List.of("+", "-", "*", "/", "^", "%", "and", "or", "unless", "==", "> bool", "atan2")
				.get(random.nextInt(12)) + " " + other;
			case 1 -> List.of("-", "abs(", "sum(", "rate(", "2 ^ ", "(").get(random.nextInt(6)) + seed
					+ List.of("", ")", "[5m:1m]", " offset 1h", " @ 5").get(random.nextInt(5));
			case 2 -> {
				int cut = random.nextInt(seed.length());
				yield seed.substring(0, cut) + seed.substring(cut + 1);
			}
			case 3 -> seed.substring(0, random.nextInt(seed.length() + 1)) + other;
			default -> {
				int at = random.nextInt(seed.length() + 1);
				yield seed.substring(0, at) + "()[]{},:\"'`.-+ 5m".charAt(random.nextInt(17)) + seed.substring(at);
			}
		};
	}

	private static void assertAgreement(String text) {
		Expression expression = Expression.parse(text);
		String printed = expression.print();
		assertThat(prometheus.format(text)).as("Prometheus on %s", text).isPresent();
		assertThat(prometheus.format(printed)).as(printed).isEqualTo(prometheus.format(text));
		assertThat(Expression.parse(printed)).as(printed).isEqualTo(expression);
	}

	private static Optional<Expression> parse(String text) {
		try {
			return Optional.of(Expression.parse(text));
		}
		catch (PromqlException ex) {
			return Optional.empty();
		}
	}

}
