package dev.telltale.cli.receiver;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.telltale.cli.receiver.Notification.Status;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * A real Alertmanager delivers to the receiver.
 */
class AlertmanagerDeliveryTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@TempDir
	Path folder;

	private Process alertmanager;

	private HttpTestClient alertmanagerClient;

	private NotificationReceiver receiver;

	private HttpTestClient client;

	@BeforeEach
	void start() throws IOException {
		int port = freePort();
		URI uri = URI.create("http://127.0.0.1:%d/".formatted(port));
		this.receiver = NotificationReceiver.start(new InetSocketAddress("127.0.0.1", 0),
				this.folder.resolve("notifications.jsonl"), uri);
		this.client = new HttpTestClient(this.receiver.uri());
		Path config = Files.writeString(this.folder.resolve("alertmanager.yml"), """
				route:
				  receiver: warning
				  group_by: [alertname, job]
				  group_wait: 200ms
				  group_interval: 500ms
				  routes:
				    - matchers: [severity="critical"]
				      receiver: critical
				receivers:
				  - name: warning
				    webhook_configs: [{url: "%1$snotify/warning", send_resolved: true}]
				  - name: critical
				    webhook_configs: [{url: "%1$snotify/critical", send_resolved: true}]
				inhibit_rules:
				  - source_matchers: [alertname="ServiceDown"]
				    target_matchers: [alertname="HighErrorRate"]
				    equal: [job]
				""".formatted(this.receiver.uri()));
		File log = this.folder.resolve("alertmanager.log").toFile();
		this.alertmanager = new ProcessBuilder(Toolbox.standard()
			.require(Tool.ALERTMANAGER)
			.command("--config.file=" + config, "--storage.path=" + this.folder.resolve("data"),
					"--web.listen-address=127.0.0.1:" + port, "--cluster.listen-address="))
			.directory(this.folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log)
			.start();
		this.alertmanagerClient = new HttpTestClient(uri);
		await("Alertmanager to answer", () -> this.client.get("/api/alertmanager/status").statusCode() == 200);
	}

	@AfterEach
	void stop() throws InterruptedException {
		this.alertmanager.destroy();
		if (!this.alertmanager.waitFor(10, TimeUnit.SECONDS)) {
			this.alertmanager.destroyForcibly();
		}
		this.receiver.close();
	}

	@Test
	void deliversFiringAndResolvedToReceiverOfSeverity() throws IOException {
		Instant startsAt = Instant.now();
		post("ServiceDown", "critical", startsAt, null);
		await("firing notification", () -> !delivered("ServiceDown", Status.FIRING).isEmpty());
		post("ServiceDown", "critical", startsAt, Instant.now());
		await("resolved notification", () -> !delivered("ServiceDown", Status.RESOLVED).isEmpty());
		assertThat(this.receiver.notifications()).allSatisfy((notification) -> {
			assertThat(notification.receiver()).isEqualTo("critical");
			assertThat(notification.groupLabels()).containsEntry("job", "orders");
			assertThat(notification.receivedAt()).isAfter(startsAt);
			assertThat(notification.alerts().get(0).startsAt()).isBefore(notification.receivedAt());
		});
		assertThat(delivered("ServiceDown", Status.FIRING).get(0).alerts().get(0).endsAt()).isNull();
		assertThat(delivered("ServiceDown", Status.RESOLVED).get(0).alerts().get(0).endsAt()).isNotNull();
		assertThat(this.client.json("/api/summary").path("refused").longValue()).isZero();
		assertThat(NotificationLog.read(this.folder.resolve("notifications.jsonl")))
			.isEqualTo(this.receiver.notifications());
	}

	@Test
	void showsWhichAlertInhibits() {
		Instant startsAt = Instant.now();
		post("ServiceDown", "critical", startsAt, null);
		await("page", () -> !delivered("ServiceDown", Status.FIRING).isEmpty());
		post("HighErrorRate", "warning", startsAt, null);
		await("inhibition", () -> "suppressed".equals(alert("HighErrorRate").at("/status/state").stringValue("")));
		assertThat(alert("HighErrorRate").at("/status/inhibitedBy/0").stringValue())
			.isEqualTo(alert("ServiceDown").path("fingerprint").stringValue());
		assertThat(delivered("HighErrorRate", Status.FIRING)).isEmpty();
	}

	private List<Notification> delivered(String alertname, Status status) {
		return this.receiver.notifications((notification) -> notification.status() == status
				&& alertname.equals(notification.commonLabels().get("alertname")));
	}

	private JsonNode alert(String name) {
		for (JsonNode group : this.client.json("/api/alertmanager/alerts/groups")) {
			for (JsonNode alert : group.path("alerts")) {
				if (name.equals(alert.at("/labels/alertname").stringValue(""))) {
					return alert;
				}
			}
		}
		return this.client.json("/api/alertmanager/status").path("no such alert");
	}

	private void post(String name, String severity, Instant startsAt, @Nullable Instant endsAt) {
		String end = (endsAt != null) ? ",\"endsAt\":\"%s\"".formatted(endsAt) : "";
		String alerts = """
				[{"labels":{"alertname":"%s","severity":"%s","job":"orders"},"startsAt":"%s"%s}]""".formatted(name,
				severity, startsAt, end);
		assertThat(this.alertmanagerClient.post("/api/v2/alerts", alerts).statusCode()).isEqualTo(200);
	}

	private void await(String what, BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline || !this.alertmanager.isAlive()) {
				fail("No %s; the log of Alertmanager: %s", what, log());
			}
			try {
				Thread.sleep(50);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				fail("Interrupted while waiting for " + what);
			}
		}
	}

	private String log() {
		try {
			return Files.readString(this.folder.resolve("alertmanager.log"));
		}
		catch (IOException ex) {
			return ex.getMessage();
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
	}

}
