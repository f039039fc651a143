package dev.telltale.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for properties that are refused, which the plugin itself does not do in batch
 * mode.
 */
class BadPropertiesTests {

	@TempDir
	private Path outside;

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|',
			textBlock = """
					groupId          | com..example       | 'com..example' is no group of Maven
					groupId          | com example        | 'com example' is no group of Maven
					artifactId       | Orders             | 'Orders' names the service
					artifactId       | orders_desk        | 'orders_desk' names the service
					artifactId       | 9lives             | '9lives' names the service
					artifactId       | orders-            | 'orders-' names the service
					artifactId       | a234567890123456789012345678901234567890123456789012-4 | write up to 53 lower-case letters
					version          | 1.0+build          | '1.0+build' is no tag of an image
					package          | com.example.new    | 'com.example.new' is no package of Java
					package          | com.my-company     | 'com.my-company' is no package of Java
					team             | team:shop          | 'team:shop' is no label of Kubernetes
					team             | the shop           | 'the shop' is no label of Kubernetes
					team             | -shop              | '-shop' is no label of Kubernetes
					tier             | 0                  | '0' is none of 1, 2, 3
					tier             | gold               | 'gold' is none of 1, 2, 3
					availability     | 99.9               | 99.9 is not a ratio above 0 and below 1: write 0.999
					availability     | 99.95              | 99.95 is not a ratio above 0 and below 1: write 0.9995
					availability     | 1                  | 1 is not a ratio above 0 and below 1: write 0.999
					availability     | 100                | 100 is not a ratio above 0 and below 1: write 0.999
					availability     | 0                  | 0 is not a ratio above 0 and below 1: write 0.999
					availability     | 99.9%              | '99.9%' is not a ratio above 0 and below 1: write 0.999
					availability     | 0,999              | '0,999' is not a ratio above 0 and below 1: write 0.999
					latencyObjective | 99                 | 99 is not a ratio above 0 and below 1: write 0.99
					latencyThreshold | 300                | '300' is no duration: write 300ms or 2s
					latencyThreshold | 0ms                | '0ms' is no duration: write 300ms or 2s
					latencyThreshold | 5m                 | '5m' is no duration: write 300ms or 2s
					port             | 80                 | '80' is not a port from 1024 to 65535
					port             | 65536              | '65536' is not a port from 1024 to 65535
					managementPort   | http               | 'http' is not a port from 1024 to 65535
					web              | webflux            | 'webflux' is none of servlet, reactive
					database         | postgres           | 'postgres' is none of yes, no
					kafka            | true               | 'true' is none of yes, no
					chart            | Yes                | 'Yes' is none of yes, no
					dockerfile       | n                  | 'n' is none of yes, no
					ci               | jenkins            | 'jenkins' is none of github, gitlab, none
					javaVersion      | 11                 | '11' is none of 17, 21, 25
					""")
	void aBadPropertyIsRefusedWithOneLineAndNothingIsLeft(String name, String value, String line) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Templates.generate(this.outside, Templates.properties(name, value)))
			.satisfies(
					(ex) -> assertThat(ex.getMessage().lines()).hasSize(2).first().isEqualTo("Nothing was generated:"))
			.satisfies(
					(ex) -> assertThat(ex.getMessage().lines().toList().get(1)).startsWith(name + ": ").contains(line));
		assertThat(this.outside).isEmptyDirectory();
	}

	@Test
	void eachMistakeHasItsLine() {
		Map<String, String> properties = Templates.properties("tier", "9", "availability", "99.9", "port", "80");
		assertThatIllegalArgumentException().isThrownBy(() -> Templates.generate(this.outside, properties))
			.withMessage("""
					Nothing was generated:
					tier: '9' is none of 1, 2, 3
					availability: 99.9 is not a ratio above 0 and below 1: write 0.999
					port: '80' is not a port from 1024 to 65535""");
	}

	@Test
	void whatWasThereBeforeStays() throws IOException {
		Path notes = this.outside.resolve("orders-desk/docs/notes.md");
		Files.createDirectories(notes.getParent());
		Files.writeString(notes, "mine @@team@@");
		Files.setLastModifiedTime(notes, FileTime.from(Instant.now().minusSeconds(60)));
		assertThatIllegalArgumentException().isThrownBy(() -> Templates.generate(this.outside, Templates.properties()))
			.withMessageContaining("artifactId: the folder")
			.withMessageEndingWith("holds files: generate into an empty one");
		assertThat(Templates.files(this.outside)).containsExactly(notes);
		assertThat(notes).hasContent("mine @@team@@");
	}

	@Test
	void anArtifactIdThatLeadsElsewhereRemovesNothing() throws IOException {
		Path inside = Files.createDirectories(this.outside.resolve("inside"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Templates.generate(inside, Templates.properties("artifactId", "../elsewhere")))
			.withMessageContaining("artifactId: '../elsewhere' names the service");
		assertThat(this.outside.resolve("elsewhere/pom.xml")).exists();
		assertThat(inside).isEmptyDirectory();
	}

	@Test
	void insideAProjectOfMavenIsNoPlace() throws IOException {
		Path pom = this.outside.resolve("pom.xml");
		Files.writeString(pom, "<project/>");
		assertThatIllegalArgumentException().isThrownBy(() -> Templates.generate(this.outside, Templates.properties()))
			.withMessageContaining("outputDirectory: it holds a pom.xml")
			.withMessageContaining("module orders-desk");
		assertThat(Templates.files(this.outside)).containsExactly(pom);
	}

}
