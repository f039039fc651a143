package dev.telltale.chart.library;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample service, started with the environment and the files that its chart renders,
 * unpacked and started once as its Dockerfile does, from the archive of classes that this
 * makes.
 */
final class StartedService implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Path DOCKERFILE = Path.of("../sample-service/Dockerfile");

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin/java").toString();

	private static final String CONTAINER = "/spec/template/spec/containers/0";

	private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

	private final Rendering rendering;

	private final Path directory;

	// From where each class was loaded.
	private final Path classes;

	private final Process process;

	/**
	 * Start it, and wait until it says that it is up.
	 * @param rendering its chart
	 * @param directory where its files may be
	 * @param secrets the content of secret files by their paths in the container
	 */
	StartedService(Rendering rendering, Path directory, Map<String, String> secrets) throws Exception {
		this.rendering = rendering;
		this.directory = directory;
		this.classes = directory.resolve("classes.log").toAbsolutePath();
		KubernetesObject deployment = deployment();
		Map<String, Path> mounts = mount(deployment);
		for (var secret : secrets.entrySet()) {
			Files.writeString(directory.resolve("mounts" + secret.getKey()), secret.getValue());
		}
		this.process = launch(environment(deployment, mounts));
		JsonNode startup = deployment.at(CONTAINER + "/startupProbe/httpGet");
		try {
			await(startup.path("path").asString(), port(startup.path("port").asString()));
			startedFromTheArchiveOfTheImage();
		}
		catch (Exception | AssertionError ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Return a port of this machine that nobody listens on.
	 */
	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Return the process.
	 */
	Process process() {
		return this.process;
	}

	/**
	 * Return what it wrote to its console.
	 */
	Path log() {
		return this.directory.resolve("log");
	}

	/**
	 * Return the number of a port of the container.
	 */
	int port(String name) {
		for (JsonNode port : deployment().at(CONTAINER + "/ports")) {
			if (port.path("name").asString().equals(name)) {
				return port.path("containerPort").asInt();
			}
		}
		throw new AssertionError("the container has no port " + name);
	}

	/**
	 * Assert that every probe is answered.
	 * @param asked the chart with the probes
	 */
	void answersProbesOf(Rendering asked) throws Exception {
		for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
			JsonNode request = asked.only("Deployment").at(CONTAINER + "/" + probe + "/httpGet");
			HttpResponse<String> answer = get(port(request.path("port").asString()), request.path("path").asString());
			assertThat(answer.statusCode()).as(probe + " " + request).isEqualTo(200);
			assertThat(answer.body()).contains("\"status\":\"UP\"");
		}
	}

	/**
	 * Return what Prometheus reads where the PodMonitor says.
	 */
	String scrape() throws Exception {
		JsonNode endpoint = this.rendering.only("PodMonitor").at("/spec/podMetricsEndpoints/0");
		HttpResponse<String> answer = get(port(endpoint.path("port").asString()), endpoint.path("path").asString());
		assertThat(answer.statusCode()).isEqualTo(200);
		return answer.body();
	}

	HttpResponse<String> get(int port, String path) throws Exception {
		return this.client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(10))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Run the very script of helm test, with a wget that asks here and not by the names
	 * of a cluster.
	 * @param more metrics that it asks for besides
	 * @return what it says, and its exit code on a line of its own
	 */
	String helmTest(String... more) throws Exception {
		KubernetesObject pod = Charts.hook(this.rendering, "Pod");
		Path metrics = Files.writeString(this.directory.resolve("metrics"), scrape());
		Path bin = Files.createDirectories(this.directory.resolve("bin"));
		Path wget = Files.writeString(bin.resolve("wget"), "#!/bin/sh\nexec cat '" + metrics + "'\n");
		assertThat(wget.toFile().setExecutable(true)).isTrue();
		ProcessBuilder builder = new ProcessBuilder("sh", "-c", pod.at("/spec/containers/0/args/0").asString())
			.redirectErrorStream(true);
		builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
		builder.environment().put("URL", variable(pod, "URL"));
		builder.environment().put("METRICS", variable(pod, "METRICS") + " " + String.join(" ", more));
		Process script = builder.start();
		try {
			String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return output + script.waitFor();
		}
		finally {
			script.destroyForcibly();
		}
	}

	/**
	 * Return the address that helm test asks.
	 */
	String testedUrl() {
		return variable(Charts.hook(this.rendering, "Pod"), "URL");
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
	}

	private KubernetesObject deployment() {
		return this.rendering.only("Deployment");
	}

	/**
	 * Make a folder of each mount, with the content of ConfigMaps.
	 */
	private Map<String, Path> mount(KubernetesObject deployment) throws IOException {
		Map<String, Path> mounts = new LinkedHashMap<>();
		for (JsonNode mount : deployment.at(CONTAINER + "/volumeMounts")) {
			Path folder = Files
				.createDirectories(this.directory.resolve("mounts/" + mount.path("mountPath").asString().substring(1)));
			mounts.put(mount.path("mountPath").asString(), folder);
			for (JsonNode volume : deployment.at("/spec/template/spec/volumes")) {
				if (volume.path("name").equals(mount.path("name")) && volume.has("configMap")) {
					KubernetesObject map = this.rendering.object("ConfigMap", volume.at("/configMap/name").asString());
					for (var file : map.at("/data").properties()) {
						Files.writeString(folder.resolve(file.getKey()), file.getValue().asString());
					}
				}
			}
		}
		return mounts;
	}

	// Everything as rendered, but that mounts stand elsewhere and Kubernetes fills
	// nothing in.
	private static Map<String, String> environment(KubernetesObject deployment, Map<String, Path> mounts) {
		Map<String, String> environment = new LinkedHashMap<>();
		for (JsonNode variable : deployment.at(CONTAINER + "/env")) {
			String value = variable.has("value") ? variable.path("value").asString()
					: "the-" + variable.at("/valueFrom/fieldRef/fieldPath").asString();
			List<String> paths = new ArrayList<>(mounts.keySet());
			paths.remove("/tmp");
			for (String path : paths) {
				value = value.replace(":" + path + "/", ":" + mounts.get(path) + "/");
			}
			environment.put(variable.path("name").asString(), value);
		}
		return environment;
	}

	private Process launch(Map<String, String> environment) throws Exception {
		Path jar;
		try (Stream<Path> files = Files.list(Path.of("../sample-service/target"))) {
			jar = files.filter((file) -> file.getFileName().toString().endsWith("-exec.jar"))
				.findFirst()
				.orElseThrow(() -> new AssertionError("no executable jar: run mvn -pl sample-service -am package"));
		}
		Path application = unpack(jar.toAbsolutePath());
		List<String> entryPoint = new ArrayList<>();
		new JsonMapper().readTree(lines("ENTRYPOINT ").get(0))
			.forEach((word) -> entryPoint.add(word.asString().equals("java") ? JAVA : word.asString()));
		ProcessBuilder builder = new ProcessBuilder(entryPoint).directory(application.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log().toFile());
		builder.environment().putAll(environment);
		builder.environment()
			.merge("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + this.classes,
					(rendered, own) -> rendered + " " + own);
		return builder.start();
	}

	// What the Dockerfile does, without Docker.
	private Path unpack(Path jar) throws Exception {
		Path build = Files.createDirectories(this.directory.resolve("layers"));
		Files.copy(jar, build.resolve("sample-service.jar"));
		run(build, lines("RUN ").get(0));
		Path image = Files.createDirectories(this.directory.resolve("image"));
		List<String> layers = Files.readAllLines(DOCKERFILE)
			.stream()
			.filter((line) -> line.startsWith("COPY --from=layers /layers/"))
			.map((line) -> line.split(" ")[2].substring("/layers/".length()))
			.toList();
		assertThat(layers).hasSizeGreaterThan(1);
		for (String layer : layers) {
			copy(build.resolve(layer), image);
		}
		run(image, lines("RUN ").get(1));
		return image;
	}

	private void run(Path directory, String command) throws Exception {
		List<String> words = new ArrayList<>(List.of(command.split(" ")));
		words.set(0, JAVA);
		Path output = this.directory.resolve("build.log");
		Process process = new ProcessBuilder(words).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).as(() -> command + " says:\n" + text(output)).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			return ex.getMessage();
		}
	}

	private static void copy(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path copy = to.resolve(from.relativize(file).toString());
				Files.createDirectories(copy.getParent());
				Files.copy(file, copy);
			}
		}
	}

	private static List<String> lines(String instruction) throws IOException {
		return Files.readAllLines(DOCKERFILE)
			.stream()
			.filter((line) -> line.startsWith(instruction))
			.map((line) -> line.substring(instruction.length()))
			.toList();
	}

	private void startedFromTheArchiveOfTheImage() throws IOException {
		List<String> loaded = Files.readAllLines(this.classes);
		long archived = loaded.stream().filter((line) -> line.contains("source: shared objects file (top)")).count();
		assertThat(archived).isGreaterThan(loaded.size() / 2);
	}

	private void await(String path, int port) throws Exception {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (System.nanoTime() < deadline && this.process.isAlive()) {
			try {
				if (get(port, path).statusCode() == 200) {
					return;
				}
			}
			catch (IOException ex) {
				// Not yet.
			}
			Thread.sleep(200);
		}
		throw new AssertionError("the service does not start:\n" + Files.readString(log()));
	}

	private static String variable(KubernetesObject pod, String name) {
		for (JsonNode variable : pod.at("/spec/containers/0/env")) {
			if (variable.path("name").asString().equals(name)) {
				return variable.path("value").asString();
			}
		}
		throw new AssertionError("no variable " + name);
	}

}
