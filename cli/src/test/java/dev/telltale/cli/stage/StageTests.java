package dev.telltale.cli.stage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link Stage}.
 */
class StageTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private Stage stage;

	@BeforeEach
	void open(@TempDir Path folder) throws IOException {
		this.stage = Stage.open(folder, 0);
	}

	@AfterEach
	void close() {
		this.stage.close();
	}

	@Test
	void showsAnExpositionUntilItIsHidden() throws Exception {
		URI address = this.stage.show("node", "node_load1 3\n");
		HttpResponse<String> shown = get(address);
		assertThat(shown.body()).isEqualTo("node_load1 3\n");
		assertThat(shown.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
		this.stage.hide("node");
		assertThat(get(address).statusCode()).isEqualTo(404);
	}

	@Test
	void showsACertificateThatExpiresWhenItIsTold() throws Exception {
		URI address = this.stage.secure("soon", Duration.ofDays(5));
		HttpsURLConnection connection = (HttpsURLConnection) address.toURL().openConnection();
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new TrustsAll() }, null);
		connection.setSSLSocketFactory(context.getSocketFactory());
		connection.setHostnameVerifier((host, session) -> true);
		assertThat(connection.getResponseCode()).isEqualTo(200);
		X509Certificate certificate = (X509Certificate) connection.getServerCertificates()[0];
		assertThat(certificate.getNotAfter().toInstant()).isCloseTo(Instant.now().plus(Duration.ofDays(5)),
				within(Duration.ofMinutes(5)));
	}

	private HttpResponse<String> get(URI address) throws Exception {
		return this.client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
	}

	private static final class TrustsAll implements X509TrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
