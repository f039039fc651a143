package dev.telltale.cli.compose;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.telltale.cli.compose.StackFolder.LaidOut;
import dev.telltale.cli.protection.WebProtection;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.process.Ports;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the real programs take the configuration of the stack in Docker Compose, and
 * serve with TLS and a password where they are told to.
 */
class RealProgramsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	@TempDir
	private static Path folder = Path.of("");

	private static LaidOut laidOut = new LaidOut(Path.of(""), Path.of(""));

	@BeforeAll
	static void layOut() throws Exception {
		laidOut = StackFolder.copyTo(folder.resolve("stack")).layOut(folder.resolve("out"), true, "mixin.yaml");
	}

	@Test
	void prometheusTakesItsConfiguration() throws Exception {
		Path plain = folder.resolve("plain");
		StackFolder.copy(laidOut.config().resolve("prometheus"), plain);
		Files.writeString(plain.resolve("prometheus.yml"),
				StackFolder.read(StackFolder.ORIGINAL.resolve("prometheus/prometheus.yml")));
		for (Path configuration : List.of(plain.resolve("prometheus.yml"), onThisMachine("checked", 9090, 9093))) {
			String output = RealPrograms.run(Tool.PROMTOOL, "check", "config", configuration.toString());
			assertThat(output).contains("16 rule files found").doesNotContain("FAILED");
		}
	}

	@Test
	void alertmanagerTakesItsConfiguration() throws Exception {
		RealPrograms.assertAlertmanagerAccepts(laidOut.config().resolve("alertmanager/alertmanager.yml"));
	}

	@Test
	void theBlackboxExporterTakesItsConfiguration() throws Exception {
		RealPrograms.run(Tool.BLACKBOX_EXPORTER, "--config.check",
				"--config.file=" + laidOut.config().resolve("blackbox/blackbox.yml"));
	}

	@Test
	void promtoolTakesTheWebConfiguration() throws Exception {
		RealPrograms.run(Tool.PROMTOOL, "check", "web-config", laidOut.secrets().resolve("tls/web.yml").toString());
	}

	@Test
	void prometheusAndAlertmanagerServeWithTlsAndAskForThePassword() throws Exception {
		Ports ports = new Ports();
		int prometheusPort = ports.free();
		int alertmanagerPort = ports.free();
		WebProtection protection = WebProtection.in(laidOut.secrets().resolve("tls"));
		Path configuration = onThisMachine("tls", prometheusPort, alertmanagerPort);
		String web = "--web.config.file=" + protection.serverConfiguration();
		Process alertmanager = start(Tool.ALERTMANAGER, alertmanagerPort, web, "--cluster.listen-address=",
				"--config.file=" + laidOut.config().resolve("alertmanager/alertmanager.yml"),
				"--storage.path=" + folder.resolve("alertmanager-data"));
		Process prometheus = start(Tool.PROMETHEUS, prometheusPort, web, "--config.file=" + configuration,
				"--storage.tsdb.path=" + folder.resolve("prometheus-data"),
				"--enable-feature=exemplar-storage,extra-scrape-metrics", "--rules.alert.resend-delay=4s");
		try {
			URI prometheusUri = URI.create("https://localhost:" + prometheusPort);
			URI alertmanagerUri = URI.create("https://localhost:" + alertmanagerPort);
			HttpClient client = trusting(protection.certificate());
			String password = StackFolder.read(protection.password());
			for (URI server : List.of(prometheusUri, alertmanagerUri)) {
				await(() -> get(client, server.resolve("/-/ready"), password).statusCode() == 200);
				assertThat(get(client, server.resolve("/-/ready"), "guessed").statusCode()).isEqualTo(401);
				assertThat(get(client, server.resolve("/-/ready"), "").statusCode()).isEqualTo(401);
				// Go answers HTTP on a port with TLS with 400.
				URI plain = URI.create("http://localhost:%d/-/ready".formatted(server.getPort()));
				assertThat(get(client, plain, password).statusCode()).isEqualTo(400);
			}
			// The health check of the container; promtool learned its own after 2.42.
			String http = "--http.config.file=" + protection.clientConfiguration();
			RealPrograms.run(Tool.AMTOOL, http, "--alertmanager.url=" + alertmanagerUri, "alert", "query");
			// Prometheus scrapes both, and its alerts arrive.
			URI query = prometheusUri
				.resolve("/api/v1/query?query=sum(up%7Bjob%3D~%22prometheus%7Calertmanager%22%7D)");
			await(() -> get(client, query, password).body().contains("\"2\"]"));
			URI alerts = alertmanagerUri.resolve("/api/v2/alerts");
			await(() -> get(client, alerts, password).body().contains("Watchdog"));
		}
		finally {
			stop(prometheus);
			stop(alertmanager);
		}
	}

	// The configuration with TLS, with the paths and the addresses of this machine.
	private static Path onThisMachine(String name, int prometheus, int alertmanager) throws IOException {
		Path copy = folder.resolve(name);
		StackFolder.copy(laidOut.config().resolve("prometheus"), copy);
		Path configuration = copy.resolve("prometheus.yml");
		Files.writeString(configuration,
				StackFolder.read(configuration).replace("/run/telltale", laidOut.secrets().toString()));
		for (String targets : List.of("protected", "alertmanagers")) {
			Path file = copy.resolve("targets/" + targets + ".json");
			Files.writeString(file,
					StackFolder.read(file)
						.replace("prometheus:9090", "localhost:" + prometheus)
						.replace("alertmanager:9093", "localhost:" + alertmanager));
		}
		// Nothing else is there to be scraped.
		for (String targets : List.of("services", "infrastructure", "infrastructure-full", "containers", "probes")) {
			Files.writeString(copy.resolve("targets/" + targets + ".json"), "[]");
		}
		return configuration;
	}

	private static Process start(Tool tool, int port, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(Toolbox.standard().require(tool).command(arguments));
		command.add("--web.listen-address=127.0.0.1:" + port);
		Path log = folder.resolve(tool + ".log");
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	private static void stop(Process process) throws InterruptedException {
		process.destroy();
		if (!process.waitFor(10, TimeUnit.SECONDS)) {
			process.destroyForcibly().waitFor();
		}
	}

	private static HttpClient trusting(Path certificate) throws Exception {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		try (var in = Files.newInputStream(certificate)) {
			trusted.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(in));
		}
		TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		managers.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, managers.getTrustManagers(), null);
		return HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
	}

	private static HttpResponse<String> get(HttpClient client, URI uri, String password)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10));
		if (!password.isEmpty()) {
			String credentials = WebProtection.USER + ":" + password;
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
		}
		return client.send(request.build(), BodyHandlers.ofString());
	}

	private static void await(Condition condition) throws Exception {
		Instant end = Instant.now().plus(PATIENCE);
		while (true) {
			try {
				if (condition.holds()) {
					return;
				}
			}
			catch (IOException ex) {
				if (Instant.now().isAfter(end)) {
					throw ex;
				}
			}
			assertThat(Instant.now()).as("patience").isBefore(end);
			Thread.sleep(200);
		}
	}

	private interface Condition {

		boolean holds() throws Exception;

	}

}
