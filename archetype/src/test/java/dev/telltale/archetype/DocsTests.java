package dev.telltale.archetype;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what docs/archetype.md says of the archetype.
 */
class DocsTests {

	private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| ([^|]*) \\|", Pattern.MULTILINE);

	@Test
	void theCommandNamesThisArchetypeAndItsPlugin() {
		DocumentedCommand command = DocumentedCommand.read(DocumentedCommand.README);
		assertThat(command.goals()).containsExactly("org.apache.maven.plugins:maven-archetype-plugin:"
				+ System.getProperty("archetype.version") + ":generate");
		assertThat(command.properties()).containsEntry("archetypeGroupId", "dev.telltale")
			.containsEntry("archetypeArtifactId", "telltale-service-archetype")
			.containsEntry("archetypeVersion", System.getProperty("project.version"))
			.containsKeys("groupId", "artifactId");
	}

	@Test
	void thePageHasTheSameCommandAsTheReadme() {
		assertThat(DocumentedCommand.read(DocumentedCommand.DOCS))
			.isEqualTo(DocumentedCommand.read(DocumentedCommand.README));
	}

	@Test
	void everyPropertyIsDocumentedWithItsDefault() {
		Map<String, String> documented = new LinkedHashMap<>();
		String docs = DocumentedCommand.text(DocumentedCommand.DOCS);
		ROW.matcher(docs.substring(docs.indexOf("## Properties"), docs.indexOf("## What is generated")))
			.results()
			.forEach((row) -> documented.put(row.group(1), row.group(2).replace("`", "").strip()));
		Map<String, String> expected = new LinkedHashMap<>();
		expected.put("groupId", "");
		expected.put("artifactId", "");
		expected.putAll(Descriptor.read().defaults());
		// An expression, which the table says in words.
		expected.put("package", documented.get("package"));
		assertThat(documented).containsExactlyInAnyOrderEntriesOf(expected);
	}

}
