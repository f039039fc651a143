package dev.telltale.tools.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Access}.
 */
class AccessTests {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private String authorization = "none";

	@Test
	void tellsWhoAsks() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", this::answer);
		server.start();
		String host = "127.0.0.1:" + server.getAddress().getPort();
		try {
			get(URI.create("http://" + host), Access.OPEN);
			assertThat(this.authorization).isEqualTo("null");
			get(URI.create("http://" + host), Access.OPEN.as("anna", "pässword:1"));
			assertThat(this.authorization).isEqualTo("Basic " + base64("anna:pässword:1"));
			get(URI.create("http://" + host), Access.OPEN.with("t0ken"));
			assertThat(this.authorization).isEqualTo("Bearer t0ken");
			get(URI.create("http://anna:a%3Ab+c@" + host + "/prefix"), Access.OPEN.with("t0ken"));
			assertThat(this.authorization).isEqualTo("Basic " + base64("anna:a:b+c"));
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void tellsNoSecret() {
		URI address = URI.create("http://anna:s3cret@127.0.0.1:1/prefix");
		assertThat(Access.withoutSecrets(address)).hasToString("http://127.0.0.1:1/prefix");
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> get(address, Access.OPEN))
			.withMessage("Server at http://127.0.0.1:1/prefix cannot be reached: check that it runs");
		assertThat(Access.OPEN.as("anna", "s3cret").toString()).doesNotContain("s3cret").doesNotContain(base64("anna"));
	}

	@Test
	void trustsTheCertificatesThatItIsGivenAndNoOthers(@TempDir Path folder) throws Exception {
		Path store = folder.resolve("store");
		Path certificate = folder.resolve("certificate.pem");
		keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString());
		keytool("-exportcert", "-rfc", "-alias", "server", "-file", certificate.toString(), "-keystore",
				store.toString());
		HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(tls(store)));
		server.createContext("/", this::answer);
		server.start();
		URI address = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
		try {
			get(address, Access.OPEN.with("t0ken").trusting(certificate));
			assertThat(this.authorization).isEqualTo("Bearer t0ken");
			assertThatExceptionOfType(ApiException.class).isThrownBy(() -> get(address, Access.OPEN))
				.withMessageContaining("has no certificate that is trusted here");
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void refusesAFileWithoutCertificates(@TempDir Path folder) throws IOException {
		Path empty = Files.writeString(folder.resolve("empty.pem"), "");
		Path wrong = Files.writeString(folder.resolve("wrong.pem"), "-----BEGIN CERTIFICATE-----\nno\n");
		for (Path file : List.of(empty, wrong)) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> Access.OPEN.trusting(file))
				.withMessage("no certificate in " + file);
		}
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

	private static void get(URI address, Access access) {
		new JsonApi("Server", address, Duration.ofSeconds(5), access).get("/a", new JsonApi.Parameters());
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static void keytool(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-storepass",
						new String(PASSWORD)));
		command.addAll(1, List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
	}

	private static SSLContext tls(Path file) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(file)) {
			store.load(stream, PASSWORD);
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, PASSWORD);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		return context;
	}

}
