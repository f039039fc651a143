package dev.telltale.cli.stage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that nobody vouches for, made by the JDK's keytool: the JDK has no public
 * API for it.
 *
 * @param keyStore the file of the key and its certificate
 */
record Certificate(Path keyStore) {

	private static final String ALIAS = "stage";

	// Guards nothing: the key is thrown away with the stack.
	private static final String PASSWORD = "nothing-to-hide";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/**
	 * Make a certificate for the loopback address.
	 * @param folder where to keep it
	 * @param name its name
	 * @param lifetime how long it is valid, whole days
	 * @return the certificate
	 * @throws IOException if keytool fails
	 */
	static Certificate of(Path folder, String name, Duration lifetime) throws IOException {
		Path file = Files.createDirectories(folder).resolve(name + ".p12");
		Files.deleteIfExists(file);
		Process process = new ProcessBuilder(List.of(
				Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", ALIAS,
				"-keyalg", "EC", "-validity", Long.toString(lifetime.toDays()), "-dname", "CN=" + name, "-ext",
				"san=ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD))
			.redirectErrorStream(true)
			.start();
		try (InputStream output = process.getInputStream()) {
			String said = new String(output.readAllBytes());
			if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IOException("keytool makes no certificate: " + said.strip());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted while keytool made a certificate", ex);
		}
		finally {
			process.destroy();
		}
		return new Certificate(file);
	}

	SSLContext sslContext() throws IOException {
		try (InputStream in = Files.newInputStream(this.keyStore)) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(in, PASSWORD.toCharArray());
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store, PASSWORD.toCharArray());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), null, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("cannot use the key in " + this.keyStore, ex);
		}
	}

}
