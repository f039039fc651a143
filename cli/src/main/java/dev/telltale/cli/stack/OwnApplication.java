package dev.telltale.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import dev.telltale.cli.traffic.Call;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A service that somebody brings: the executable jar of a Spring Boot application with
 * the starter, and what its project says about its monitoring.
 *
 * @param path what was named, a folder or a jar
 * @param name the name of the service
 * @param port the port on which its users expect it
 * @param jar its executable jar
 * @param libraries the names of the jars within it
 * @param monitoring the folder of its own alerts, panels, traffic and scenarios, or
 * {@code null} if it has none
 * @param users what its users do
 * @param faults the jar that breaks it on demand
 */
public record OwnApplication(Path path, String name, int port, Path jar, List<String> libraries,
		@Nullable Path monitoring, List<Call> users, Path faults) implements Application {

	private static final YAMLMapper YAML = new YAMLMapper();

	private static final String LOADER = "org.springframework.boot.loader.launch.";

	private static final String LIBRARIES = "BOOT-INF/lib/";

	private static final String CLASSES = "BOOT-INF/classes/";

	private static final String STARTER = "telltale-spring-boot-starter-";

	private static final String NAME = "spring.application.name";

	private static final String PORT = "server.port";

	private static final int USUAL_PORT = 8080;

	/**
	 * Create an own application.
	 * @param path what was named, a folder or a jar
	 * @param name the name of the service
	 * @param port the port on which its users expect it
	 * @param jar its executable jar
	 * @param libraries the names of the jars within it
	 * @param monitoring the folder of its own alerts, panels, traffic and scenarios, or
	 * {@code null} if it has none
	 * @param users what its users do
	 * @param faults the jar that breaks it on demand
	 */
	public OwnApplication {
		libraries = List.copyOf(libraries);
		users = List.copyOf(users);
	}

	/**
	 * Find the service of a project.
	 * @param path the folder of the project, built with Maven or Gradle, or the jar
	 * @param faults the jar that breaks services on demand
	 * @return the service
	 * @throws StackException if there is none, or it is not one that can be observed
	 */
	public static OwnApplication at(Path path, Path faults) {
		Path named = path.toAbsolutePath().normalize();
		boolean folder = Files.isDirectory(named);
		if (!folder && !Files.isRegularFile(named)) {
			throw new StackException("there is no %s: name the folder of a service, or its jar".formatted(path));
		}
		Path jar = folder ? executableJar(named) : named;
		Path monitoring = folder ? named.resolve("monitoring") : null;
		if (monitoring != null && !Files.isDirectory(monitoring)) {
			monitoring = null;
		}
		try (JarFile file = new JarFile(jar.toFile())) {
			requireExecutable(jar, file);
			List<String> libraries = file.stream()
				.map(ZipEntry::getName)
				.filter((entry) -> entry.startsWith(LIBRARIES) && entry.endsWith(".jar"))
				.map((entry) -> entry.substring(LIBRARIES.length()))
				.toList();
			if (libraries.stream().noneMatch((library) -> library.startsWith(STARTER))) {
				throw new StackException(
						"%s has no telltale-spring-boot-starter: add the dependency and build it again".formatted(jar));
			}
			Map<String, String> configured = configured(jar, file);
			return new OwnApplication(named, name(jar, configured), port(configured), jar, libraries, monitoring,
					(monitoring != null) ? users(monitoring.resolve("traffic.yaml")) : List.of(), faults);
		}
		catch (IOException ex) {
			throw new StackException("cannot read %s (%s): build it again".formatted(jar, ex.getMessage()));
		}
	}

	/**
	 * Return the same with a copy of its jar.
	 * @param folder the folder for the copy
	 * @return the service
	 * @throws IOException if it cannot be copied
	 */
	OwnApplication copiedInto(Path folder) throws IOException {
		Path copy = Files.copy(this.jar, folder.resolve("service.jar"), StandardCopyOption.REPLACE_EXISTING);
		return new OwnApplication(this.path, this.name, this.port, copy, this.libraries, this.monitoring, this.users,
				this.faults);
	}

	private static Path executableJar(Path project) {
		List<Path> jars = new ArrayList<>();
		for (String folder : List.of("target", "build/libs")) {
			Path built = project.resolve(folder);
			if (Files.isDirectory(built)) {
				try (Stream<Path> files = Files.list(built)) {
					files.filter(OwnApplication::isExecutable).forEach(jars::add);
				}
				catch (IOException ex) {
					throw new StackException(
							"cannot read %s (%s): see whether it is yours".formatted(built, ex.getMessage()));
				}
			}
		}
		// Earlier versions stay until somebody cleans.
		return jars.stream()
			.max(Comparator.comparingLong((jar) -> jar.toFile().lastModified()))
			.orElseThrow(() -> new StackException(
					"%s has no executable jar of Spring Boot in target or build/libs: build it first, such as with mvn package"
						.formatted(project)));
	}

	private static boolean isExecutable(Path jar) {
		if (!jar.toString().endsWith(".jar")) {
			return false;
		}
		try (JarFile file = new JarFile(jar.toFile())) {
			return mainClass(file).startsWith(LOADER);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static void requireExecutable(Path jar, JarFile file) throws IOException {
		if (!mainClass(file).startsWith(LOADER)) {
			throw new StackException(
					"%s is no executable jar of Spring Boot 3.2 or newer: name the one that java -jar starts"
						.formatted(jar));
		}
	}

	private static String mainClass(JarFile file) throws IOException {
		Manifest manifest = file.getManifest();
		String name = (manifest != null) ? manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS) : null;
		return (name != null) ? name : "";
	}

	/**
	 * The name as the application's own configuration has it, or else that of its jar.
	 */
	private static String name(Path jar, Map<String, String> configured) {
		String name = configured.get(NAME);
		// What Spring would resolve, nobody here can.
		if (name == null || name.isBlank() || name.contains("${")) {
			name = jar.getFileName().toString().replaceFirst("(-\\d[^/]*)?\\.jar$", "");
		}
		if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
			throw new StackException(
					"the service in %s is called '%s': give it a spring.application.name of letters, digits, dots and dashes"
						.formatted(jar, name));
		}
		return name;
	}

	private static int port(Map<String, String> configured) {
		String port = configured.getOrDefault(PORT, "");
		return port.matches("[1-9]\\d{1,4}") ? Integer.parseInt(port) : USUAL_PORT;
	}

	/**
	 * The name and the port as the application's own configuration has them.
	 */
	private static Map<String, String> configured(Path jar, JarFile file) throws IOException {
		Map<String, String> configured = new TreeMap<>();
		for (String source : List.of("application.properties", "application.yml", "application.yaml")) {
			ZipEntry entry = file.getEntry(CLASSES + source);
			if (entry != null) {
				try (InputStream content = file.getInputStream(entry)) {
					Function<String, @Nullable String> values = source.endsWith(".properties") ? properties(content)
							: yaml(content);
					for (String key : List.of(NAME, PORT)) {
						String value = values.apply(key);
						if (value != null) {
							configured.putIfAbsent(key, value);
						}
					}
				}
				catch (JacksonException ex) {
					throw new StackException("%s in %s is not YAML: %s".formatted(source, jar,
							ex.getOriginalMessage().lines().findFirst().orElse("")));
				}
			}
		}
		return configured;
	}

	private static Function<String, @Nullable String> properties(InputStream content) throws IOException {
		Properties properties = new Properties();
		properties.load(content);
		return properties::getProperty;
	}

	private static Function<String, @Nullable String> yaml(InputStream content) {
		List<JsonNode> documents = new ArrayList<>();
		try (MappingIterator<JsonNode> each = YAML.readerFor(JsonNode.class).readValues(content)) {
			each.forEachRemaining(documents::add);
		}
		return (key) -> documents.stream().map((document) -> {
			JsonNode dotted = document.path(key);
			return (dotted.isMissingNode() ? document.at("/" + key.replace('.', '/')) : dotted).asString(null);
		}).filter(Objects::nonNull).findFirst().orElse(null);
	}

	private static List<Call> users(Path file) {
		if (!Files.isRegularFile(file)) {
			return List.of();
		}
		try {
			JsonNode requests = YAML.readTree(Files.readString(file));
			if (!requests.isArray() || requests.isEmpty()) {
				throw new StackException(
						"%s is no list of requests: write lines such as '- GET /api/orders'".formatted(file));
			}
			List<Call> calls = new ArrayList<>();
			for (JsonNode request : requests) {
				calls.add(Call.parse(request.asString("")));
			}
			return calls;
		}
		catch (IllegalArgumentException ex) {
			throw new StackException("%s: %s".formatted(file, ex.getMessage()));
		}
		catch (JacksonException ex) {
			String line = (ex.getLocation() != null) ? ":" + ex.getLocation().getLineNr() : "";
			throw new StackException("%s%s is not YAML: %s".formatted(file, line,
					ex.getOriginalMessage().lines().findFirst().orElse("")));
		}
		catch (IOException ex) {
			throw new StackException("cannot read %s (%s): see whether it is yours".formatted(file, ex.getMessage()));
		}
	}

	/**
	 * Return the folder of its own mixin.
	 * @return the folder, or {@code null} if it has none
	 */
	public @Nullable Path mixin() {
		return (this.monitoring != null && Files.isRegularFile(this.monitoring.resolve("mixin.libsonnet")))
				? this.monitoring : null;
	}

	/**
	 * Return the folder of its own scenarios.
	 * @return the folder, or {@code null} if it has none
	 */
	public @Nullable Path scenarios() {
		Path folder = (this.monitoring != null) ? this.monitoring.resolve("scenarios") : null;
		return (folder != null && Files.isDirectory(folder)) ? folder : null;
	}

	/**
	 * Return whether a library is in its jar.
	 * @param library the start of its file's name
	 * @return whether it is
	 */
	public boolean has(String library) {
		return this.libraries.stream().anyMatch((each) -> each.startsWith(library));
	}

	@Override
	public List<ServiceInstance> services() {
		return List.of(new ServiceInstance(new Component(Program.SERVICE, this.name, this.port), this.name, null,
				Map.of(), List.of(), Map.of(), null, List.of("/readyz")));
	}

	@Override
	public String heap() {
		return "512m";
	}

	@Override
	public List<String> words() {
		// Its own launcher, with the faults before its libraries.
		return List.of("-Dloader.path=" + this.faults, "-cp", this.jar.toString(), LOADER + "PropertiesLauncher");
	}

	@Override
	public Map<String, String> settings() {
		// On one port, where Prometheus looks, whatever it has elsewhere.
		return Map.of("management.server.port", "${server.port}", "management.endpoints.web.base-path", "/actuator",
				"management.endpoints.web.path-mapping.prometheus", "prometheus");
	}

	@Override
	public String jobIn(String namespace) {
		// Its own rules are of this job.
		return this.name;
	}

	@Override
	public Map<String, String> certainty() {
		return Map.of();
	}

	@Override
	public boolean prepare(Path java) {
		return false;
	}

}
