package dev.telltale.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every alert, type and kind that a text names stands in a source.
 */
class NameTests {

	private static final Pattern NAME = Pattern.compile("@?[A-Z][a-z]+(?:[A-Z][a-z]+)+");

	private static final Pattern WORD = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\\b");

	// An alert of kube-prometheus-stack, and a strategy of Prometheus' operator.
	private static final Set<String> OF_OTHERS = Set.of("KubePersistentVolumeFillingUp",
			"OnNamespaceExceptForAlertmanagerNamespace");

	private static final Set<String> NAMES = names();

	@Test
	void alertsTypesAndKindsAreRead() {
		assertThat(NAMES).contains("HighErrorRate", "BusinessEvent", "PodMonitor");
	}

	@Test
	void everyNameStandsInASource() {
		assertThat(Pages.problems(NameTests::problems)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HighErorRate", "ServiceIsDown", "@BusinesEvent" })
	void aNameThatNothingHasIsNoticed(String name) {
		assertThat(problems(Page.of("README.md", "The alert `" + name + "`."))).singleElement()
			.asString()
			.startsWith("README.md:1: ");
	}

	private static Stream<String> problems(Page page) {
		return page.spans()
			.stream()
			.filter((span) -> NAME.matcher(span.text()).matches())
			.filter((span) -> !NAMES.contains(span.text().replace("@", "")))
			.map((span) -> page.problem(span.line(), span.text() + " stands in no source"));
	}

	private static Set<String> names() {
		Set<String> names = new HashSet<>(OF_OTHERS);
		try {
			Files.walkFileTree(Page.ROOT, new SimpleFileVisitor<>() {

				@Override
				public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
					String name = folder.getFileName().toString();
					boolean skipped = (name.startsWith(".") && !name.equals(".github")) || name.equals("target")
							|| name.equals("node_modules") || folder.equals(Page.ROOT.resolve("docs"));
					return (skipped && !folder.equals(Page.ROOT)) ? FileVisitResult.SKIP_SUBTREE
							: FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
					if (file.toString().matches(".*\\.(java|libsonnet|yaml|yml|tpl|ts|tsx)")) {
						WORD.matcher(Files.readString(file)).results().forEach((word) -> names.add(word.group()));
					}
					return FileVisitResult.CONTINUE;
				}

			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return names;
	}

}
