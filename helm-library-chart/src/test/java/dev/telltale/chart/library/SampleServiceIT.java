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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import dev.telltale.chart.Chart;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample service, started with the environment and the files that its chart renders:
 * its probes answer, it is scraped where the monitor looks, and it is who it shall be. It
 * is unpacked as its Dockerfile does.
 */
@RequiresHelm
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleServiceIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Path DOCKERFILE = Path.of("../sample-service/Dockerfile");

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin/java").toString();

	private static final String CONTAINER = "/spec/template/spec/containers/0";

	private Path directory = Path.of("");

	private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

	private final BlockingQueue<String> traces = new LinkedBlockingQueue<>();

	private HttpServer collector;

	private Chart chart;

	private Rendering rendering;

	private Process service;

	@BeforeAll
	void start(@TempDir Path temporary) throws Exception {
		this.directory = temporary;
		this.collector = HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
		this.collector.createContext("/v1/traces", (exchange) -> {
			this.traces.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		this.collector.start();
		this.chart = Chart.in(Path.of("../examples/kubernetes/sample-service"))
			.name("sample-service")
			.namespace("monitoring")
			.values("""
					observability:
					  ports: {http: %d, management: %d}
					  cluster: eu-1
					  tracing: {endpoint: "http://127.0.0.1:%d/v1/traces", samplingProbability: 1}
					  secretFiles: [flags]
					  config: {server: {address: 127.0.0.1}, management: {server: {address: 127.0.0.1}}}
					""".formatted(freePort(), freePort(), this.collector.getAddress().getPort()));
		this.rendering = this.chart.render();
		KubernetesObject deployment = this.rendering.only("Deployment");
		Map<String, Path> mounts = mount(deployment);
		// A secret, each key a property.
		Files.writeString(mounts.get("/etc/observability-secrets/flags").resolve("telltale.logging.access.enabled"),
				"true");
		this.service = launch(environment(deployment, mounts));
		JsonNode startup = deployment.at(CONTAINER + "/startupProbe/httpGet");
		await(startup.path("path").asString(), port(deployment, startup.path("port").asString()));
	}

	@AfterAll
	void stop() throws InterruptedException {
		if (this.service != null) {
			this.service.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
		if (this.collector != null) {
			this.collector.stop(0);
		}
	}

	// The last of all, for it ends the service.
	@Test
	@Order(Integer.MAX_VALUE)
	void endsWithinItsGracePeriod() throws Exception {
		this.service.destroy();
		int grace = this.rendering.only("Deployment").at("/spec/template/spec/terminationGracePeriodSeconds").asInt();
		assertThat(this.service.waitFor(grace, TimeUnit.SECONDS)).isTrue();
		assertThat(this.service.exitValue()).isEqualTo(143);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "management" })
	void everyProbeIsAnswered(String port) throws Exception {
		KubernetesObject deployment = this.chart.values("observability: {probes: {port: " + port + "}}")
			.render()
			.only("Deployment");
		for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
			JsonNode asked = deployment.at(CONTAINER + "/" + probe + "/httpGet");
			HttpResponse<String> answer = get(port(deployment, asked.path("port").asString()),
					asked.path("path").asString());
			assertThat(answer.statusCode()).as(probe + " " + asked).isEqualTo(200);
			assertThat(answer.body()).contains("\"status\":\"UP\"");
		}
	}

	@Test
	void isScrapedWhereTheMonitorLooks() throws Exception {
		assertThat(scrape()).contains("application_info{environment=\"production\"", "name=\"sample-service\"",
				"version=\"0.1.0\"");
	}

	@Test
	void objectivesOfTheChartWinOverThoseOfTheService() throws Exception {
		assertThat(scrape()).contains("slo_latency_threshold_seconds{sli=\"latency\",slo=\"orders\"} 0.4",
				"slo_latency_threshold_seconds{sli=\"latency\",slo=\"users\"} 0.3",
				"slo_objective_ratio{sli=\"availability\",slo=\"orders\"} 0.999");
	}

	@Test
	void theUsersPortKnowsNoManagement() throws Exception {
		KubernetesObject deployment = this.rendering.only("Deployment");
		assertThat(get(port(deployment, "http"), "/actuator/prometheus").statusCode()).isEqualTo(404);
		assertThat(get(port(deployment, "http"), "/api/users").statusCode()).isEqualTo(200);
	}

	@Test
	void tracesGoToTheCollectorAndSayWhereTheyComeFrom() throws Exception {
		get(port(this.rendering.only("Deployment"), "http"), "/api/users");
		String trace = this.traces.poll(20, TimeUnit.SECONDS);
		assertThat(trace).as("what the collector got")
			.isNotNull()
			.contains("service.name", "sample-service", "service.version", "0.1.0", "deployment.environment.name",
					"production", "k8s.pod.name", "the-metadata.name", "k8s.cluster.name", "eu-1",
					"k8s.deployment.name", "k8s.node.name", "the-spec.nodeName");
	}

	@Test
	void linesAreJsonAndSecretFilesAreRead() throws Exception {
		get(port(this.rendering.only("Deployment"), "http"), "/api/users");
		Path log = this.directory.resolve("log");
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!Files.readString(log).contains("dev.telltale.access") && System.nanoTime() < deadline) {
			Thread.sleep(100);
		}
		String line = Files.readAllLines(log)
			.stream()
			.filter((each) -> each.contains("dev.telltale.access"))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no access line in " + log));
		JsonNode json = new JsonMapper().readTree(line);
		assertThat(json.path("service_name").asString()).isEqualTo("sample-service");
		assertThat(json.path("service_version").asString()).isEqualTo("0.1.0");
		assertThat(json.path("environment").asString()).isEqualTo("production");
	}

	// The very script of helm test, with a wget that hands out a real scrape.
	@Test
	void helmTestPassesAndFailsForWhatIsMissing() throws Exception {
		KubernetesObject pod = Charts.hook(this.rendering, "Pod");
		Path metrics = Files.writeString(this.directory.resolve("metrics"), scrape());
		Path bin = Files.createDirectories(this.directory.resolve("bin"));
		Path wget = Files.writeString(bin.resolve("wget"), "#!/bin/sh\nexec cat '" + metrics + "'\n");
		assertThat(wget.toFile().setExecutable(true)).isTrue();
		String names = variable(pod, "/spec/containers/0/env", "METRICS");
		assertThat(runTest(pod, bin, names)).isEqualTo("0 metrics are missing at " + url(pod) + "\n0");
		assertThat(runTest(pod, bin, names + " nobody_exports_this"))
			.contains("nobody_exports_this is not exposed: dashboards and alerts that read it stay empty")
			.endsWith("1 metrics are missing at " + url(pod) + "\n1");
	}

	private String runTest(KubernetesObject pod, Path bin, String names) throws Exception {
		ProcessBuilder builder = new ProcessBuilder("sh", "-c", pod.at("/spec/containers/0/args/0").asString())
			.redirectErrorStream(true);
		builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
		builder.environment().put("URL", url(pod));
		builder.environment().put("METRICS", names);
		Process script = builder.start();
		try {
			String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return output + script.waitFor();
		}
		finally {
			script.destroyForcibly();
		}
	}

	private static String url(KubernetesObject pod) {
		return variable(pod, "/spec/containers/0/env", "URL");
	}

	private String scrape() throws Exception {
		JsonNode endpoint = this.rendering.only("PodMonitor").at("/spec/podMetricsEndpoints/0");
		HttpResponse<String> answer = get(port(this.rendering.only("Deployment"), endpoint.path("port").asString()),
				endpoint.path("path").asString());
		assertThat(answer.statusCode()).isEqualTo(200);
		return answer.body();
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
		new JsonMapper().readTree(line("ENTRYPOINT "))
			.forEach((word) -> entryPoint.add(word.asString().equals("java") ? JAVA : word.asString()));
		ProcessBuilder builder = new ProcessBuilder(entryPoint).directory(application.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("log").toFile());
		builder.environment().putAll(environment);
		return builder.start();
	}

	// What the Dockerfile does, without Docker.
	private Path unpack(Path jar) throws Exception {
		Path build = Files.createDirectories(this.directory.resolve("layers"));
		Files.copy(jar, build.resolve("sample-service.jar"));
		List<String> extract = new ArrayList<>(List.of(line("RUN ").split(" ")));
		extract.set(0, JAVA);
		Process extraction = new ProcessBuilder(extract).directory(build.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("extraction").toFile())
			.start();
		try {
			assertThat(extraction.waitFor(30, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			extraction.destroyForcibly();
		}
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
		return image;
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

	private static String line(String instruction) throws IOException {
		return Files.readAllLines(DOCKERFILE)
			.stream()
			.filter((line) -> line.startsWith(instruction))
			.findFirst()
			.orElseThrow()
			.substring(instruction.length());
	}

	private void await(String path, int port) throws Exception {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (System.nanoTime() < deadline && this.service.isAlive()) {
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
		throw new AssertionError("the service does not start:\n" + Files.readString(this.directory.resolve("log")));
	}

	private HttpResponse<String> get(int port, String path) throws Exception {
		return this.client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(10))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static int port(KubernetesObject deployment, String name) {
		for (JsonNode port : deployment.at(CONTAINER + "/ports")) {
			if (port.path("name").asString().equals(name)) {
				return port.path("containerPort").asInt();
			}
		}
		throw new AssertionError("the container has no port " + name);
	}

	private static String variable(KubernetesObject object, String pointer, String name) {
		for (JsonNode variable : object.at(pointer)) {
			if (variable.path("name").asString().equals(name)) {
				return variable.path("value").asString();
			}
		}
		throw new AssertionError("no variable " + name);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
