package dev.telltale.cli.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OwnApplication}.
 */
class OwnApplicationTests {

	private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

	private static final String STARTER = "BOOT-INF/lib/telltale-spring-boot-starter-1.0.0.jar";

	private static final Path FAULTS = Path.of("faults.jar");

	@TempDir
	private Path project;

	private Path jar;

	@BeforeEach
	void build() throws IOException {
		this.jar = this.project.resolve("target/shop-1.2.0.jar");
		Files.createDirectories(this.jar.getParent());
	}

	@Test
	void theServiceOfAProjectIsItsExecutableJar() throws IOException {
		jar(this.jar, LAUNCHER, Map.of(STARTER, "", "BOOT-INF/classes/application.yml", """
				spring:
				  application:
				    name: orders
				"""));
		jar(this.project.resolve("target/shop-1.2.0-sources.jar"), "", Map.of());
		OwnApplication application = OwnApplication.at(this.project, FAULTS);
		assertThat(application.jar()).isEqualTo(this.jar);
		assertThat(application.service().job()).isEqualTo("orders");
		assertThat(application.users()).isEmpty();
		assertThat(application.mixin()).isNull();
		assertThat(application.scenarios()).isNull();
		assertThat(application.words()).contains("-Dloader.path=faults.jar", this.jar.toString());
	}

	@Test
	void whatItsProjectSaysOfItsMonitoringIsRead() throws IOException {
		service("spring.application.name: orders");
		write("monitoring/mixin.libsonnet", "{}");
		write("monitoring/traffic.yaml", "- GET /api/orders\n- POST /api/orders?items=2\n");
		Files.createDirectories(this.project.resolve("monitoring/scenarios"));
		OwnApplication application = OwnApplication.at(this.project, FAULTS);
		assertThat(application.users()).hasToString("[GET /api/orders, POST /api/orders?items=2]");
		assertThat(application.mixin()).isEqualTo(this.project.resolve("monitoring"));
		assertThat(application.scenarios()).isEqualTo(this.project.resolve("monitoring/scenarios"));
	}

	@Test
	void ofSeveralExecutableJarsTheNewestCounts() throws IOException {
		service("");
		Path newer = this.project.resolve("target/shop-1.1.0.jar");
		jar(newer, LAUNCHER, Map.of(STARTER, ""));
		Files.setLastModifiedTime(newer, FileTime.fromMillis(System.currentTimeMillis() + 10_000));
		assertThat(OwnApplication.at(this.project, FAULTS).jar()).isEqualTo(newer);
	}

	@Test
	void gradleBuildsElsewhere() throws IOException {
		Path built = this.project.resolve("build/libs/shop.jar");
		Files.createDirectories(built.getParent());
		jar(built, LAUNCHER, Map.of(STARTER, ""));
		assertThat(OwnApplication.at(this.project, FAULTS).jar()).isEqualTo(built);
	}

	@Test
	void aJarCanBeNamed() throws IOException {
		service("spring.application.name: orders");
		assertThat(OwnApplication.at(this.jar, FAULTS).name()).isEqualTo("orders");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			spring.application.name: orders                               | orders
			spring: {application: {name: orders}}                         | orders
			server: {port: 80}                                            | shop
			spring.application.name: ${NAME}                              | shop
			""")
	void theNameIsItsOwnOrThatOfTheJar(String yaml, String name) throws IOException {
		service(yaml);
		assertThat(OwnApplication.at(this.project, FAULTS).name()).isEqualTo(name);
	}

	@Test
	void propertiesWinAsInSpring() throws IOException {
		jar(this.jar, LAUNCHER,
				Map.of(STARTER, "", "BOOT-INF/classes/application.properties", "spring.application.name=first",
						"BOOT-INF/classes/application.yml", "spring.application.name: second"));
		assertThat(OwnApplication.at(this.project, FAULTS).name()).isEqualTo("first");
	}

	@Test
	void anotherDocumentMayHoldTheName() throws IOException {
		service("server.port: 80\n---\nspring.application.name: orders");
		assertThat(OwnApplication.at(this.project, FAULTS).name()).isEqualTo("orders");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			server.port: 9000       | 9000
			server: {port: 9000}    | 9000
			server.port: 0          | 8080
			server.port: ${PORT:80} | 8080
			server.address: 0.0.0.0 | 8080
			""")
	void thePortIsItsOwnOrTheUsualOne(String yaml, int port) throws IOException {
		service(yaml);
		assertThat(OwnApplication.at(this.project, FAULTS).service().component().port()).isEqualTo(port);
	}

	@Test
	void aStackRunsACopyThatOutlivesTheNextBuild() throws IOException {
		service("spring.application.name: orders");
		OwnApplication copied = OwnApplication.at(this.project, FAULTS)
			.copiedInto(Files.createDirectories(this.project.resolve("state")));
		Files.delete(this.jar);
		assertThat(copied.jar()).exists().isNotEqualTo(this.jar);
		assertThat(copied.name()).isEqualTo("orders");
		assertThat(copied.path()).isEqualTo(this.project);
	}

	@Test
	void whatIsNotThereIsSaid() {
		refused(this.project.resolve("other"), "there is no", "name the folder of a service, or its jar");
	}

	@Test
	void aProjectThatIsNotBuiltIsRefused() throws IOException {
		jar(this.jar, "com.example.Main", Map.of());
		refused(this.project, "has no executable jar of Spring Boot in target or build/libs: build it first");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "org.springframework.boot.loader.JarLauncher", "com.example.Main" })
	void anotherJarIsRefused(String mainClass) throws IOException {
		jar(this.jar, mainClass, Map.of(STARTER, ""));
		refused(this.jar, "is no executable jar of Spring Boot 3.2 or newer");
	}

	@Test
	void aServiceWithoutTheStarterIsRefused() throws IOException {
		jar(this.jar, LAUNCHER, Map.of("BOOT-INF/lib/spring-web-7.0.0.jar", ""));
		refused(this.project, "has no telltale-spring-boot-starter: add the dependency");
	}

	@Test
	void aFileThatIsNoJarIsRefused() throws IOException {
		Files.writeString(this.jar, "no jar");
		refused(this.jar, "cannot read", "build it again");
	}

	@Test
	void aNameThatIsNoneIsRefused() throws IOException {
		service("spring.application.name: my shop");
		refused(this.project, "is called 'my shop'", "spring.application.name");
	}

	@Test
	void configurationThatIsNotYamlIsRefused() throws IOException {
		service("spring: [");
		refused(this.project, "application.yml in", "is not YAML");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			GET /api/orders     | is no list of requests
			[]                  | is no list of requests
			- /api/orders       | "/api/orders' is no request"
			- [GET, /]          | "' is no request: write a method"
			- GET [             | "'GET [' is no request"
			- {                 | traffic.yaml:1 is not YAML
			- POST //x          | names another host
			""")
	void trafficThatIsNoneIsRefused(String yaml, String message) throws IOException {
		service("");
		write("monitoring/traffic.yaml", yaml);
		refused(this.project, "traffic.yaml", message);
	}

	private void refused(Path path, String... texts) {
		assertThatExceptionOfType(StackException.class).isThrownBy(() -> OwnApplication.at(path, FAULTS))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(List.of(texts)).doesNotContain("\n"));
	}

	private void service(String yaml) throws IOException {
		jar(this.jar, LAUNCHER, Map.of(STARTER, "", "BOOT-INF/classes/application.yml", yaml));
	}

	private void write(String file, String text) throws IOException {
		Path path = this.project.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text);
	}

	private static void jar(Path file, String mainClass, Map<String, String> entries) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		if (!mainClass.isEmpty()) {
			manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
		}
		try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out, manifest)) {
			for (Map.Entry<String, String> entry : entries.entrySet()) {
				jar.putNextEntry(new ZipEntry(entry.getKey()));
				jar.write(entry.getValue().getBytes());
			}
		}
	}

}
