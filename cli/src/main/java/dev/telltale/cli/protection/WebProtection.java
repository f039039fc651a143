package dev.telltale.cli.protection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.telltale.tools.files.Folders;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * A folder with what the web servers of Prometheus and Alertmanager need to serve with
 * TLS and to ask for a password, and what their clients need to reach them. All of it is
 * made on the machine that uses it and committed nowhere.
 *
 * @param folder the folder
 */
public record WebProtection(Path folder) {

	/** The user that may enter. */
	public static final String USER = "telltale";

	private static final String CERTIFICATE = "server.crt";

	private static final String KEY = "server.key";

	private static final String PASSWORD = "password";

	private static final int VALID_DAYS = 825;

	private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

	/**
	 * Return the protection that a folder holds, or will hold.
	 * @param folder the folder
	 * @return the protection
	 */
	public static WebProtection in(Path folder) {
		return new WebProtection(folder);
	}

	/**
	 * Return the file for {@code --web.config.file} of Prometheus and Alertmanager.
	 * @return the file
	 */
	public Path serverConfiguration() {
		return this.folder.resolve("web.yml");
	}

	/**
	 * Return the file for {@code --http.config.file} of promtool and amtool.
	 * @return the file
	 */
	public Path clientConfiguration() {
		return this.folder.resolve("client.yml");
	}

	/**
	 * Return the certificate, which clients trust.
	 * @return the file, in PEM
	 */
	public Path certificate() {
		return this.folder.resolve(CERTIFICATE);
	}

	/**
	 * Return the file with the password of {@link #USER}.
	 * @return the file, without a line break
	 */
	public Path password() {
		return this.folder.resolve(PASSWORD);
	}

	/**
	 * Make everything, unless it is there.
	 * @param hosts the names of the servers beside localhost
	 * @return whether something was made
	 * @throws IOException if the folder cannot be written, or keytool fails
	 * @throws InterruptedException if interrupted
	 * @throws IllegalArgumentException if a host is no host name
	 */
	public boolean make(List<String> hosts) throws IOException, InterruptedException {
		// Written last: if it is there, all is.
		if (Files.exists(serverConfiguration())) {
			return false;
		}
		for (String host : hosts) {
			if (!HOST.matcher(host).matches()) {
				throw new IllegalArgumentException("'%s' is no host name: leave scheme and port out".formatted(host));
			}
		}
		Files.createDirectories(this.folder);
		SecureRandom random = new SecureRandom();
		String password = token(random);
		makeCertificate(hosts, token(random));
		writeSecret(password(), password);
		// Whole paths: amtool looks for others in the folder above.
		Files.writeString(clientConfiguration(), """
				basic_auth:
				  username: %s
				  password_file: %s
				tls_config:
				  ca_file: %s
				""".formatted(USER, password().toAbsolutePath(), certificate().toAbsolutePath()));
		Files.writeString(serverConfiguration(), """
				tls_server_config:
				  cert_file: %s
				  key_file: %s
				basic_auth_users:
				  %s: %s
				""".formatted(CERTIFICATE, KEY, USER, BCrypt.hashpw(password, BCrypt.gensalt())));
		return true;
	}

	private void makeCertificate(List<String> hosts, String storePassword) throws IOException, InterruptedException {
		// Beside the result: on the same, private, file system.
		Path aside = Files.createTempDirectory(this.folder, ".keytool-");
		try {
			Path store = aside.resolve("server.p12");
			keytool(hosts, store, storePassword);
			KeyStore keys = KeyStore.getInstance("PKCS12");
			try (InputStream in = Files.newInputStream(store)) {
				keys.load(in, storePassword.toCharArray());
			}
			Key key = Objects.requireNonNull(keys.getKey("server", storePassword.toCharArray()));
			writeSecret(this.folder.resolve(KEY), pem("PRIVATE KEY", key.getEncoded()));
			Files.writeString(certificate(), pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("the key store of keytool cannot be read: " + ex.getMessage(), ex);
		}
		finally {
			Folders.delete(aside);
		}
	}

	// The JDK makes certificates by this program only.
	private static void keytool(List<String> hosts, Path store, String password)
			throws IOException, InterruptedException {
		List<String> names = new ArrayList<>(List.of("dns:localhost", "ip:127.0.0.1"));
		hosts.forEach((host) -> names.add("dns:" + host));
		ProcessBuilder builder = new ProcessBuilder(
				Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
				"server", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", String.valueOf(VALID_DAYS), "-dname",
				"CN=Telltale", "-ext", "san=" + String.join(",", names), "-storetype", "PKCS12", "-keystore",
				store.toString(), "-storepass:env", "STORE_PASSWORD");
		builder.environment().put("STORE_PASSWORD", password);
		Process process = builder.redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IOException("keytool failed: " + output.strip());
		}
	}

	private static String pem(String type, byte[] encoded) {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded);
		return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, text, type);
	}

	private static void writeSecret(Path file, String text) throws IOException {
		Files.deleteIfExists(file);
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		}
		Files.writeString(file, text);
	}

	private static String token(SecureRandom random) {
		byte[] bytes = new byte[24];
		random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
