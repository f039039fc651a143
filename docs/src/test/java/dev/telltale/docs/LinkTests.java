package dev.telltale.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every link to a file of the project or to a heading leads somewhere.
 */
class LinkTests {

	private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

	private static final Map<String, Page> PAGES = Pages.all()
		.stream()
		.collect(Collectors.toMap(Page::path, Function.identity()));

	@Test
	void everyTextIsRead() {
		assertThat(PAGES).containsKeys("README.md", "docs/metrics.md", "mixins/src/main/runbooks/HighErrorRate.md",
				"examples/scenarios/README.md", "helm-library-chart/tester/README.md");
	}

	@Test
	void everyLinkLeadsSomewhere() {
		assertThat(Pages.problems(LinkTests::problems)).isEmpty();
	}

	@Test
	void everyPageOfTheDocsIsReached() {
		Set<String> linked = Pages.all()
			.stream()
			.flatMap((page) -> page.links().stream().map((link) -> target(page, link.text())))
			.collect(Collectors.toSet());
		assertThat(PAGES.keySet()).filteredOn((path) -> path.startsWith("docs/")).isSubsetOf(linked);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docs/no-such-page.md", "#no-such-heading", "docs/tour.md#no-such-heading",
			"../outside.md", "/docs/tour.md", "cli/target/telltale.jar", "LICENSE#heading" })
	void aLinkThatLeadsNowhereIsNoticed(String target) {
		assertThat(problems(Page.of("README.md", "# A heading\n\n[a link](" + target + ")"))).singleElement()
			.asString()
			.startsWith("README.md:3: ")
			.contains(target);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docs/tour.md", "#a-heading-and-another", "docs/tour.md#3-dashboards", "examples/mixins",
			"https://prometheus.io/docs/nowhere" })
	void aLinkThatLeadsSomewhereIsNone(String target) {
		assertThat(problems(Page.of("README.md", "# A heading, and another\n\n[a link](" + target + ")"))).isEmpty();
	}

	private static Stream<String> problems(Page page) {
		return page.links().stream().flatMap((link) -> {
			String problem = problem(page, link.text());
			return Stream.ofNullable(problem).map((text) -> page.problem(link.line(), text));
		});
	}

	private static @Nullable String problem(Page page, String link) {
		if (ELSEWHERE.matcher(link).matches()) {
			return null;
		}
		String path = target(page, link);
		if (link.startsWith("/") || path.startsWith("..")) {
			return "link to " + link + ": it leads out of the project";
		}
		if (Stream.of(path.split("/")).anyMatch("target"::equals)) {
			return "link to " + link + ": a fresh clone has no such file";
		}
		if (!Files.exists(Page.ROOT.resolve(path))) {
			return "link to " + link + ": there is no " + path;
		}
		int anchor = link.indexOf('#');
		Page target = path.equals(page.path()) ? page : PAGES.get(path);
		if (anchor >= 0 && (target == null || !target.anchors().contains(link.substring(anchor + 1)))) {
			return "link to " + link + ": " + path + " has no such heading";
		}
		return null;
	}

	private static String target(Page page, String link) {
		String path = link.replaceFirst("#.*", "");
		if (path.isEmpty()) {
			return page.path();
		}
		return Path.of(page.path()).resolveSibling(path).normalize().toString().replace('\\', '/');
	}

}
