package dev.telltale.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a release deploys, in a folder: {@code release/dry-run} deploys it twice, and
 * calls this by its name.
 */
class DeployedFilesCheck {

	private static final Path FOLDER = folder("telltale.deployed");

	private static final Path AGAIN = folder("telltale.deployed.again");

	private static final String VERSION = Poms.text(Poms.read(Page.ROOT), "version");

	private static final String GROUP = "dev/telltale";

	// With a program inside, and what Helm fetches.
	private static final Map<String, List<String>> MORE = Map.of("telltale-cli", List.of("-exec.jar"),
			"telltale-mixins", List.of("-exec.jar"), "telltale-sample-service", List.of("-exec.jar"),
			"telltale-preview", List.of("-web-cyclonedx.json"), "telltale-helm-chart", List.of(".tgz"));

	private static final Pattern TEXT = Pattern.compile(".*\\.(?:xml|ya?ml|json|properties|md|txt|MF)");

	@Test
	void everyPublishedModuleIsThereAndNothingElse() throws IOException {
		Set<String> expected = Poms.folders(Page.ROOT)
			.stream()
			.filter((folder) -> Poms.isPublished(Page.ROOT, folder))
			.map((folder) -> Poms.text(Poms.read(Page.ROOT.resolve(folder)), "artifactId"))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(artifacts()).containsExactlyElementsOf(expected).contains("telltale-bom", "telltale-cli");
	}

	@ParameterizedTest
	@MethodSource("artifacts")
	void isWhole(String artifact) {
		Element pom = pom(artifact);
		List<String> files = new ArrayList<>(List.of(".pom"));
		if (!Poms.text(pom, "packaging").equals("pom")) {
			files.addAll(List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"));
			files.addAll(MORE.getOrDefault(artifact, List.of()));
		}
		assertThat(files).allSatisfy((file) -> assertThat(file(artifact, file)).isNotEmptyFile());
	}

	@ParameterizedTest
	@MethodSource("artifacts")
	void namesNoSnapshot(String artifact) throws IOException {
		String snapshot = VERSION.replaceFirst("-.*", "") + "-SNAPSHOT";
		assertThat(Files.readString(file(artifact, ".pom"))).contains("<version>" + VERSION + "</version>")
			.doesNotContain("-SNAPSHOT");
		for (Path file : files(FOLDER.resolve(GROUP).resolve(artifact))) {
			assertThat(file.getFileName().toString()).doesNotContain("SNAPSHOT");
			if (file.toString().endsWith(".jar")) {
				texts(file).forEach((name, text) -> assertThat(text).as("%s in %s", name, file.getFileName())
					.doesNotContain(snapshot));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("jars")
	void saysWhatItIs(String artifact) throws IOException {
		try (JarFile jar = new JarFile(file(artifact, ".jar").toFile())) {
			var attributes = jar.getManifest().getMainAttributes();
			// An archetype's plugin writes its own.
			if (!artifact.endsWith("-archetype")) {
				assertThat(attributes.getValue("Implementation-Version")).isEqualTo(VERSION);
				assertThat(attributes.getValue("Implementation-Title")).startsWith("Telltale ");
			}
		}
		assertThat(entries(file(artifact, "-sources.jar"))).anyMatch((entry) -> !entry.startsWith("META-INF/"));
		assertThat(entries(file(artifact, "-javadoc.jar")))
			.contains(artifact.endsWith("-archetype") ? "archetype.md" : "index.html");
	}

	@ParameterizedTest
	@MethodSource("jars")
	void saysWhatComesWithIt(String artifact) {
		JsonNode bill = new JsonMapper().readTree(file(artifact, "-cyclonedx.json").toFile());
		assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
		assertThat(bill.path("metadata").path("component").path("purl").asString())
			.startsWith("pkg:maven/dev.telltale/" + artifact + "@" + VERSION);
		Set<String> declared = Poms.children(Poms.child(pom(artifact), "dependencies"), "dependency")
			.stream()
			.filter((dependency) -> !Poms.text(dependency, "scope").matches("test|provided"))
			.filter((dependency) -> Poms.text(dependency, "optional").isEmpty())
			.map((dependency) -> Poms.text(dependency, "artifactId"))
			.collect(Collectors.toSet());
		Set<String> listed = new TreeSet<>();
		bill.path("components").forEach((component) -> listed.add(component.path("name").asString()));
		assertThat(listed).containsAll(declared);
		assertThat(bill.path("components")).allSatisfy((component) -> {
			if (!component.path("group").asString().equals("dev.telltale")) {
				assertThat(component.path("licenses").isEmpty()).as("no licence of %s", component.path("purl"))
					.isFalse();
			}
		});
	}

	@Test
	void theChartIsOfThisVersion() throws IOException {
		String expected = "version: " + VERSION + "\nappVersion: " + VERSION + "\n";
		assertThat(texts(file("telltale-helm-chart", ".jar")).get("META-INF/telltale/chart/observability/Chart.yaml"))
			.contains(expected);
		try (InputStream in = new GZIPInputStream(Files.newInputStream(file("telltale-helm-chart", ".tgz")))) {
			// A tar has its texts as they are.
			assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
				.contains("observability/Chart.yaml", expected, "observability/values.schema.json")
				.doesNotContain("observability/service.schema.json\0");
		}
	}

	@Test
	void anArchetypeGeneratesServicesOfThisVersion() throws IOException {
		assertThat(texts(file("telltale-service-archetype", ".jar")).get("archetype-resources/pom.xml"))
			.contains("<telltale.version>" + VERSION + "</telltale.version>");
	}

	@Test
	void anotherBuildMakesTheSameBytes() throws IOException {
		List<Path> files = files(FOLDER);
		assertThat(files).hasSizeGreaterThan(50);
		assertThat(files(AGAIN).stream().map(AGAIN::relativize))
			.containsExactlyElementsOf(files.stream().map(FOLDER::relativize).toList());
		List<String> different = new ArrayList<>();
		for (Path file : files) {
			Path other = AGAIN.resolve(FOLDER.relativize(file).toString());
			if (Files.mismatch(file, other) >= 0) {
				different.add(file.getFileName() + ": " + difference(file, other));
			}
		}
		assertThat(different).isEmpty();
	}

	private static String difference(Path one, Path other) throws IOException {
		if (!one.toString().endsWith(".jar")) {
			return "from byte " + Files.mismatch(one, other);
		}
		Map<String, Long> sums = sums(one);
		Map<String, Long> others = sums(other);
		String entries = Stream.concat(sums.keySet().stream(), others.keySet().stream())
			.distinct()
			.filter((name) -> !sums.getOrDefault(name, -2L).equals(others.getOrDefault(name, -2L)))
			.limit(10)
			.collect(Collectors.joining(", "));
		return entries.isEmpty() ? "the order, the times or the modes of its entries" : entries;
	}

	private static Map<String, Long> sums(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			return file.stream().collect(Collectors.toMap(ZipEntry::getName, ZipEntry::getCrc, (one, two) -> one));
		}
	}

	private static Set<String> entries(Path jar) throws IOException {
		return sums(jar).keySet();
	}

	private static Map<String, String> texts(Path jar) throws IOException {
		Map<String, String> texts = new TreeMap<>();
		try (JarFile file = new JarFile(jar.toFile())) {
			for (ZipEntry entry : file.stream().filter((each) -> TEXT.matcher(each.getName()).matches()).toList()) {
				texts.put(entry.getName(),
						new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		return texts;
	}

	private static Stream<String> jars() throws IOException {
		return artifacts().stream().filter((artifact) -> !Poms.text(pom(artifact), "packaging").equals("pom"));
	}

	private static List<String> artifacts() throws IOException {
		try (Stream<Path> folders = Files.list(FOLDER.resolve(GROUP))) {
			return folders.map((folder) -> folder.getFileName().toString()).sorted().toList();
		}
	}

	private static Element pom(String artifact) {
		return Poms.parse(file(artifact, ".pom"));
	}

	private static Path file(String artifact, String ending) {
		return FOLDER.resolve(GROUP).resolve(artifact).resolve(VERSION).resolve(artifact + "-" + VERSION + ending);
	}

	// Without what says when it was deployed.
	private static List<Path> files(Path folder) throws IOException {
		try (Stream<Path> walk = Files.walk(folder)) {
			return walk.filter(Files::isRegularFile)
				.filter((file) -> !file.getFileName().toString().startsWith("maven-metadata"))
				.sorted()
				.toList();
		}
	}

	private static Path folder(String property) {
		String folder = System.getProperty(property);
		if (folder == null) {
			throw new IllegalStateException("-D" + property + " is missing: call release/dry-run");
		}
		return Path.of(folder);
	}

}
