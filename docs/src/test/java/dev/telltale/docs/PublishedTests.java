package dev.telltale.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is published says what a repository of Maven demands, and depends on nothing that
 * is not.
 */
class PublishedTests {

	private static final Element PARENT = Poms.read(Page.ROOT);

	@Test
	void whatOnlyTestsOrMeasuresIsNotPublished() {
		assertThat(published())
			.contains(Path.of(""), Path.of("bom"), Path.of("observability-starter"),
					Path.of("helm-library-chart/tester"))
			.doesNotContain(Path.of("docs"), Path.of("ten-lines"), Path.of("ten-lines/servlet"));
	}

	@ParameterizedTest
	@MethodSource("published")
	void saysWhatItIs(Path folder) {
		Element pom = Poms.read(Page.ROOT.resolve(folder));
		assertThat(Poms.text(pom, "name")).as("name").startsWith("Telltale");
		assertThat(Poms.text(pom, "description")).as("description").endsWith(".");
	}

	@ParameterizedTest
	@MethodSource("withoutParent")
	void saysWhereItIsFrom(Path folder) {
		Element pom = Poms.read(Page.ROOT.resolve(folder));
		assertThat(Poms.text(pom, "url")).startsWith("https://").isEqualTo(Poms.text(PARENT, "url"));
		Element licence = Poms.child(Poms.child(pom, "licenses"), "license");
		assertThat(Poms.text(licence, "name")).isEqualTo("Apache-2.0");
		assertThat(Poms.text(licence, "url")).startsWith("https://");
		Element developer = Poms.child(Poms.child(pom, "developers"), "developer");
		assertThat(Poms.text(developer, "name")).isNotEmpty();
		Element scm = Poms.child(pom, "scm");
		for (String address : List.of("connection", "developerConnection")) {
			assertThat(Poms.text(scm, address)).startsWith("scm:git:").contains(path(Poms.text(scm, "url")));
		}
		assertThat(Poms.text(scm, "url")).isEqualTo(Poms.text(pom, "url"));
	}

	@ParameterizedTest
	@MethodSource("withoutParent")
	void isSignedAndUploadedAsAllOthers(Path folder) {
		assertThat(publishing(Poms.read(Page.ROOT.resolve(folder)))).contains("maven-gpg-plugin")
			.isEqualTo(publishing(PARENT));
	}

	@ParameterizedTest
	@MethodSource("published")
	void dependsOnWhatIsPublished(Path folder) {
		List<String> names = published().map((each) -> Poms.text(Poms.read(Page.ROOT.resolve(each)), "artifactId"))
			.toList();
		assertThat(Poms.descendants(Poms.read(Page.ROOT.resolve(folder)), "dependency"))
			.filteredOn((dependency) -> Poms.text(dependency, "groupId").equals("dev.telltale"))
			.extracting((dependency) -> Poms.text(dependency, "artifactId"))
			.isSubsetOf(names);
	}

	private static Stream<Path> published() {
		return Poms.folders(Page.ROOT).stream().filter((folder) -> Poms.isPublished(Page.ROOT, folder));
	}

	private static Stream<Path> withoutParent() {
		return published()
			.filter((folder) -> Poms.text(Poms.child(Poms.read(Page.ROOT.resolve(folder)), "parent"), "artifactId")
				.isEmpty());
	}

	private static String publishing(Element pom) {
		return Poms.descendants(pom, "profile")
			.stream()
			.filter((profile) -> Poms.text(profile, "id").equals("publish"))
			.map((profile) -> profile.getTextContent().replaceAll("\\s+", " "))
			.collect(Collectors.joining());
	}

	private static String path(String url) {
		return url.replaceFirst("https://[^/]+", "");
	}

}
