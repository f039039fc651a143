package dev.telltale.preview;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.process.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * A real Alertmanager serves the page.
 */
class AlertmanagerPageIT {

	private static final int PATIENCE_SECONDS = 20;

	private final HttpClient client = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();

	@TempDir
	Path folder;

	private URI address;

	private Process alertmanager;

	@BeforeEach
	void start() throws IOException, InterruptedException {
		this.address = URI.create("http://127.0.0.1:" + new Ports().free());
		Path page = AlertmanagerPage.extractTo(this.folder.resolve("page"));
		Path config = Files.writeString(this.folder.resolve("alertmanager.yml"), """
				route:
				  receiver: warning
				  group_by: [job]
				  group_wait: 100ms
				  routes:
				    - matchers: [severity="critical"]
				      receiver: critical
				      repeat_interval: 3h
				receivers:
				  - name: warning
				  - name: critical
				inhibit_rules:
				  - source_matchers: [alertname="ServiceDown"]
				    target_matchers: [alertname="HighErrorRate"]
				    equal: [job]
				""");
		this.alertmanager = new ProcessBuilder(Toolbox.standard()
			.require(Tool.ALERTMANAGER)
			.command("--config.file=" + config, "--storage.path=" + this.folder.resolve("data"),
					"--web.listen-address=127.0.0.1:" + this.address.getPort(), "--cluster.listen-address=",
					"--web.ui-path=" + page))
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("alertmanager.log").toFile())
			.start();
		awaitReady();
	}

	@AfterEach
	void stop() throws InterruptedException {
		this.alertmanager.destroy();
		if (!this.alertmanager.waitFor(10, TimeUnit.SECONDS)) {
			this.alertmanager.destroyForcibly();
		}
	}

	@Test
	void servesEveryFileOfThePage() throws IOException, InterruptedException {
		assertThat(get("/").body()).contains("<title>Alertmanager</title>");
		for (String name : WebFiles.load("alertmanager").keySet()) {
			if (!name.equals("index.html")) {
				assertThat(get("/" + name).statusCode()).as(name).isEqualTo(200);
			}
		}
		assertThat(get("/script.js").headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("text/javascript"));
	}

	@Test
	void worksInBrowser() throws IOException, InterruptedException {
		Browser.test("alertmanager.test.ts", Map.of("TELLTALE_ALERTMANAGER", this.address.toString()));
	}

	private void awaitReady() throws InterruptedException, IOException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (!isReady()) {
			if (System.nanoTime() > deadline || !this.alertmanager.isAlive()) {
				this.alertmanager.destroy();
				fail("Alertmanager is not ready: %s", Files.readString(this.folder.resolve("alertmanager.log")));
			}
			Thread.sleep(50);
		}
	}

	private boolean isReady() throws InterruptedException {
		try {
			return get("/-/ready").statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(this.address.resolve(path)).build(), BodyHandlers.ofString());
	}

}
