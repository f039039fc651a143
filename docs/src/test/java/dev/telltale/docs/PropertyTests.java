package dev.telltale.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.rules.RuleGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import org.springframework.context.support.DefaultLifecycleProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every property that a text names is one that something on the class path declares.
 */
class PropertyTests {

	private static final Pattern NAME = Pattern.compile("(?:(?<![\\w./@*-])|(?<=-D)|(?<=(?:^|\\s)--))"
			+ "(?:telltale|management|logging|spring)\\.[A-Za-z][\\w.\\[\\]-]*(?:\\.\\*)?(?![/\\w*])");

	private static final Set<String> ROOTS = Set.of("telltale", "management", "logging", "spring");

	// The values of the chart, which its own tests compare: some begin like a property.
	private static final Set<String> CHART = Set.of("docs/chart.md", "helm-library-chart/src/main/chart/README.md");

	// In whose sources a name is that of a property.
	private static final List<String> SERVICES = List.of("observability-starter/", "faults", "sample-service",
			"ten-lines", "benchmarks", "docs");

	private static final PropertyNames PROPERTIES = PropertyNames.onClassPath();

	private static final Set<String> OTHERS = others();

	@Test
	void propertiesOfOursAndOfSpringBootAreKnown() {
		assertThat(PROPERTIES.size()).isGreaterThan(1000);
		assertThat(OTHERS).contains("telltale.slo.base", "telltale.chart.helm", "telltale.version");
	}

	@Test
	void everyPropertyExists() {
		assertThat(Pages.problems(PropertyTests::problems)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "`telltale.http.excluded-path`", "`telltale.sloo.*`", "`management.tracing.samplings`",
			"`telltale.slo.objectives.orders.latency.treshold`", "`telltale.slo.objectives.NAME.availability.goal`",
			"```properties\nspring.aplication.name=shop\n```",
			"```yaml\ntelltale:\n  slo:\n    objective:\n      orders: {availability: {objective: 0.999}}\n```",
			"```yaml\nspring: {application: {nam: shop}}\n```",
			"```sh\njava -jar shop.jar --telltale.loging.enabled=false\n```" })
	void aDeadPropertyIsNoticed(String text) {
		assertThat(problems(Page.of("README.md", text))).singleElement().asString().startsWith("README.md:1: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "`telltale.http.excluded-paths`", "`telltale.http.excludedPaths`",
			"`telltale.correlation.*`", "`telltale.slo.objectives.orders.latency.threshold: 300ms`",
			"`management.metrics.enable.NAME=false`", "`management.health.NAME.enabled`", "`dev.telltale.nothing`",
			"`logging.level.org.acme=debug`",
			"```yaml\ntelltale:\n  slo:\n    objectives:\n      orders:\n        http: {uri: /orders}\n```" })
	void aPropertyThatExistsIsNone(String text) {
		assertThat(problems(Page.of("README.md", text))).isEmpty();
	}

	private static Stream<String> problems(Page page) {
		List<String> problems = new ArrayList<>();
		page.spans().forEach((span) -> names(span.text()).forEach((name) -> check(page, span.line(), name, problems)));
		for (Page.Block block : page.blocks()) {
			Stream<String> names = block.language().equals("yaml") ? keys(block.text()) : names(block.text());
			names.forEach((name) -> check(page, block.line(), name, problems));
		}
		return problems.stream();
	}

	private static void check(Page page, int line, String name, List<String> problems) {
		if (!PROPERTIES.contains(name) && !OTHERS.contains(name)
				&& (!CHART.contains(page.path()) || name.startsWith("telltale."))) {
			problems.add(page.problem(line, name + " is no property of Telltale or Spring Boot"));
		}
	}

	private static Stream<String> names(String text) {
		Matcher matcher = NAME.matcher(text);
		return matcher.results().map((match) -> match.group().replaceFirst("\\.$", ""));
	}

	private static Stream<String> keys(String text) {
		List<String> keys = new ArrayList<>();
		for (Object document : new Yaml().loadAll(text)) {
			if (document instanceof Map<?, ?> map) {
				map.forEach((key, value) -> {
					if (ROOTS.contains(String.valueOf(key).replaceFirst("\\..*", ""))) {
						flatten(String.valueOf(key), value, keys);
					}
				});
			}
		}
		return keys.stream();
	}

	private static void flatten(String name, Object value, List<String> keys) {
		if (value instanceof Map<?, ?> map && !map.isEmpty()) {
			map.forEach((key, inner) -> flatten(name + "." + key, inner, keys));
		}
		else {
			keys.add(name);
		}
	}

	/**
	 * Return what looks like a property and is none: the groups of our rules, the
	 * switches of our tests, what the POM of a generated service has, and a system
	 * property of Spring Framework.
	 */
	private static Set<String> others() {
		Set<String> others = new TreeSet<>();
		others.add("telltale.version");
		others.add("telltale.docs.write");
		others.add("telltale.names.write");
		// Of the framework, which declares none.
		others.add(DefaultLifecycleProcessor.EXIT_PROPERTY_NAME);
		RuleGroup.of(Mixin.bundled().render(Map.of())).forEach((group) -> others.add(group.name()));
		Pattern quoted = Pattern.compile("\"(telltale(?:\\.[a-z]+)+)\"");
		try (Stream<Path> files = Files.walk(Page.ROOT)) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".java")).toList()) {
				if (SERVICES.stream().noneMatch((folder) -> file.startsWith(Page.ROOT.resolve(folder)))) {
					quoted.matcher(Files.readString(file)).results().forEach((match) -> others.add(match.group(1)));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return others;
	}

}
