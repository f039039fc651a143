package dev.telltale.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.telltale.tools.http.Access;
import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.prometheus.PrometheusClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which Prometheus, and how to get into it. Secrets stand in files, for the words of a
 * call are seen by everybody on the machine.
 */
final class PrometheusOptions {

	@Option(names = "--prometheus", paramLabel = "URL",
			description = "The Prometheus to ask, with its path prefix if it has one; that of the running stack if not given.")
	private @Nullable String address;

	@Option(names = "--user", paramLabel = "NAME", description = "The user for basic authentication.")
	private @Nullable String user;

	@Option(names = "--password-file", paramLabel = "FILE", description = "A file with the user's password.")
	private @Nullable Path passwordFile;

	@Option(names = "--bearer-token-file", paramLabel = "FILE", description = "A file with a bearer token.")
	private @Nullable Path tokenFile;

	@Option(names = "--ca-file", paramLabel = "FILE",
			description = "The certificates to trust instead of those that this machine trusts, in PEM.")
	private @Nullable Path authorities;

	@Option(names = "--timeout", paramLabel = "TIME", defaultValue = "30s", converter = DurationConverter.class,
			description = "How long an answer may take; ${DEFAULT-VALUE} if not given.")
	private Duration timeout = Duration.ZERO;

	/**
	 * Return the address that was given.
	 * @return the address with what secrets it holds, {@code null} if none was given
	 * @throws CommandException if it is no address
	 */
	@Nullable URI address() {
		if (this.address == null) {
			return null;
		}
		try {
			URI uri = new URI(this.address);
			boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
			if (http && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
				return uri;
			}
		}
		catch (URISyntaxException ex) {
			// Told below, without the text, which may hold a password.
		}
		throw new CommandException("--prometheus is no address: write it like http://localhost:9090");
	}

	/**
	 * Return a client.
	 * @param address the address of Prometheus
	 * @return the client
	 * @throws CommandException if a file cannot be used, or options contradict each other
	 */
	PrometheusClient client(URI address) {
		return new PrometheusClient(address, this.timeout, access());
	}

	/**
	 * Return the version of Prometheus, which is the first that it is asked for.
	 * @param client the client
	 * @return the version, such as {@code 2.42.0}
	 * @throws CommandException if it does not let this command in
	 */
	static String version(PrometheusClient client) {
		try {
			return client.buildVersion();
		}
		catch (ApiException ex) {
			if (ex.status() == 401 || ex.status() == 403) {
				throw new CommandException(ex.getMessage()
						+ ": give --user with --password-file, or --bearer-token-file, of somebody who may query");
			}
			throw ex;
		}
	}

	private Access access() {
		if (this.tokenFile != null && this.user != null) {
			throw new CommandException("--user and --bearer-token-file are two ways in: give one of them");
		}
		if ((this.user == null) != (this.passwordFile == null)) {
			throw new CommandException("--user and --password-file belong together: give both");
		}
		Access access = Access.OPEN;
		if (this.user != null && this.passwordFile != null) {
			access = access.as(this.user, secret(this.passwordFile));
		}
		if (this.tokenFile != null) {
			access = access.with(secret(this.tokenFile));
		}
		try {
			return (this.authorities != null) ? access.trusting(this.authorities) : access;
		}
		catch (IOException ex) {
			throw new CommandException(
					"cannot use the certificates in %s: name a file in PEM".formatted(this.authorities));
		}
	}

	private static String secret(Path file) {
		String secret;
		try {
			secret = Files.readString(file).strip();
		}
		catch (IOException ex) {
			throw new CommandException("cannot read %s: see whether it is there and yours".formatted(file));
		}
		if (secret.isEmpty() || secret.lines().count() > 1) {
			throw new CommandException("%s does not hold one line: write the secret into it, alone".formatted(file));
		}
		return secret;
	}

}
