package dev.telltale.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The picture of the house shows the modules that there are, and no arrow runs in a
 * circle.
 */
class HouseTests {

	private static final House BUILT = House.built(Page.ROOT);

	@Test
	void thePictureShowsTheModulesAndTheirArrows() {
		Page.Block picture = Page.read("docs/design.md")
			.blocks()
			.stream()
			.filter((block) -> block.language().equals("mermaid"))
			.findFirst()
			.orElseThrow();
		House drawn = House.drawn(picture.text());
		assertThat(drawn.modules()).containsExactlyElementsOf(BUILT.modules());
		assertThat(drawn.arrows()).containsExactlyElementsOf(BUILT.arrows());
	}

	@Test
	void theTableOfTheContributorsHasEveryModule() throws IOException {
		Set<String> rooms = Pattern.compile("(?m)^\\| `([\\w/-]+)` \\|")
			.matcher(Files.readString(Page.ROOT.resolve("CONTRIBUTING.md")))
			.results()
			.map((MatchResult row) -> row.group(1))
			.collect(Collectors.toSet());
		assertThat(rooms).containsAll(BUILT.modules())
			.allSatisfy((room) -> assertThat(Page.ROOT.resolve(room)).isDirectory());
	}

	@Test
	void theArrowsOfThePomsAreRead(@TempDir Path folder) throws IOException {
		pom(folder, "<modules><module>a</module><module>b</module><module>c</module></modules>");
		pom(folder.resolve("a"), "<artifactId>the-a</artifactId>");
		pom(folder.resolve("b"), "<artifactId>the-b</artifactId><dependencies>"
				+ "<dependency><artifactId>the-a</artifactId></dependency></dependencies>");
		pom(folder.resolve("c"), "<artifactId>the-c</artifactId><dependencies>"
				+ "<dependency><artifactId>the-b</artifactId><scope>test</scope></dependency></dependencies>"
				+ "<build><resources><resource><directory>${project.basedir}/../a/src</directory></resource></resources></build>");
		House house = House.built(folder);
		assertThat(house).isEqualTo(House.drawn("flowchart LR\na[a]\nb[b]\nc[c]\nb --> a\nc -.-> a\nc -.-> b"));
		assertThat(house).isNotEqualTo(House.drawn("flowchart LR\na[a]\nb[b]\nc[c]\nb --> a\nc -.-> b"));
	}

	@Test
	void noPackageNeedsOneThatNeedsIt() {
		JavaClasses classes = ArchConfiguration.withThreadLocalScope((configuration) -> {
			configuration.setResolveMissingDependenciesFromClassPath(false);
			return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
				.importPackages("dev.telltale");
		});
		Set<String> packages = classes.stream().map((type) -> type.getPackageName()).collect(Collectors.toSet());
		assertThat(packages).contains("dev.telltale.observability.slo", "dev.telltale.mixins.doctor",
				"dev.telltale.tools.http", "dev.telltale.cli.scenario");
		SlicesRuleDefinition.slices().matching("dev.telltale.(**)").should().beFreeOfCycles().check(classes);
	}

	private static void pom(Path folder, String content) throws IOException {
		Files.createDirectories(folder);
		Files.writeString(folder.resolve("pom.xml"), "<project>" + content + "</project>");
	}

}
