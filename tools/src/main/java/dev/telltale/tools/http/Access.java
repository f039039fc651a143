package dev.telltale.tools.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * What a server asks of those who call it: who they are, and whose certificates they
 * trust. Its text tells no secret. Immutable.
 */
public final class Access {

	/**
	 * To a server that asks nothing, with the certificates that this machine trusts.
	 */
	public static final Access OPEN = new Access(null, null);

	private final @Nullable String authorization;

	private final @Nullable SSLContext tls;

	private Access(@Nullable String authorization, @Nullable SSLContext tls) {
		this.authorization = authorization;
		this.tls = tls;
	}

	/**
	 * Return access with a name and a password.
	 * @param user the name
	 * @param password the password
	 * @return the access
	 */
	public Access as(String user, String password) {
		byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
		return new Access("Basic " + Base64.getEncoder().encodeToString(both), this.tls);
	}

	/**
	 * Return access with a token.
	 * @param token the bearer token
	 * @return the access
	 */
	public Access with(String token) {
		return new Access("Bearer " + token, this.tls);
	}

	/**
	 * Return access that trusts the certificates of a file, and no others.
	 * @param file the certificates of authorities, in PEM
	 * @return the access
	 * @throws IOException if the file cannot be read or holds no certificate
	 */
	public Access trusting(Path file) throws IOException {
		try (InputStream stream = Files.newInputStream(file)) {
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
				store.setCertificateEntry("authority-" + store.size(), certificate);
			}
			if (store.size() == 0) {
				throw new IOException("no certificate in " + file);
			}
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(store);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trust.getTrustManagers(), null);
			return new Access(this.authorization, context);
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("no certificate in " + file, ex);
		}
	}

	/**
	 * Return this access, or with the name and password in an address if it has them.
	 * @param address such as {@code https://user:password@host/}
	 * @return the access
	 */
	Access in(URI address) {
		if (address.getRawUserInfo() == null) {
			return this;
		}
		String[] parts = address.getRawUserInfo().split(":", 2);
		return as(decode(parts[0]), (parts.length > 1) ? decode(parts[1]) : "");
	}

	/**
	 * Return an address without the name and password in it.
	 * @param address the address
	 * @return an address to show
	 */
	public static URI withoutSecrets(URI address) {
		if (address.getRawUserInfo() == null) {
			return address;
		}
		try {
			return new URI(address.getScheme(), null, address.getHost(), address.getPort(), address.getPath(),
					address.getQuery(), address.getFragment());
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("no address of a host");
		}
	}

	@Nullable String authorization() {
		return this.authorization;
	}

	@Nullable SSLContext tls() {
		return this.tls;
	}

	// A plus is a plus in this part of an address.
	private static String decode(String text) {
		return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return "Access[authorized=%s, tls=%s]".formatted(this.authorization != null,
				(this.tls != null) ? "of its own" : "as this machine");
	}

}
