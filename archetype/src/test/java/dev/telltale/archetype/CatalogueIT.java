package dev.telltale.archetype;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The catalogue of a user's own repository, by which Maven lists archetypes.
 */
@Tag("slow")
class CatalogueIT {

	@Test
	void anInstallationListsTheArchetype() throws IOException {
		// What `mvn install` does last.
		Maven.Run installation = Maven.run(Folders.empty("catalogue"), new Properties(), "--file",
				Path.of("pom.xml").toAbsolutePath().toString(), "org.apache.maven.plugins:maven-archetype-plugin:"
						+ System.getProperty("archetype.version") + ":update-local-catalog");
		assertThat(installation.exitCode()).as(installation.log()).isZero();
		assertThat(Maven.REPOSITORY.resolve("archetype-catalog.xml")).content()
			.contains("<groupId>dev.telltale</groupId>", "<artifactId>telltale-service-archetype</artifactId>",
					"<version>" + System.getProperty("project.version") + "</version>");
		GeneratedService service = GeneratedService.of("defaults", Folders.empty("listed"));
		assertThat(service.generation().exitCode()).as(service.generation().log()).isZero();
		assertThat(service.generation().log()).contains("found in catalog local");
	}

}
