package dev.telltale.cli.protection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WebProtection}.
 */
class WebProtectionTests {

	@TempDir
	private Path folder = Path.of("");

	@Test
	void theCertificateIsForEveryHost() throws Exception {
		WebProtection protection = WebProtection.in(this.folder.resolve("tls"));
		assertThat(protection.make(List.of("prometheus", "alertmanager"))).isTrue();
		try (var in = Files.newInputStream(protection.certificate())) {
			X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(in);
			assertThat(certificate.getSubjectAlternativeNames()).extracting((name) -> name.get(1).toString())
				.containsExactlyInAnyOrder("localhost", "127.0.0.1", "prometheus", "alertmanager");
		}
	}

	@Test
	void theHashIsThatOfThePassword() throws Exception {
		WebProtection protection = WebProtection.in(this.folder);
		protection.make(List.of());
		String configuration = Files.readString(protection.serverConfiguration());
		String hash = configuration.substring(configuration.indexOf("$2")).strip();
		assertThat(BCrypt.checkpw(Files.readString(protection.password()), hash)).isTrue();
	}

	@Test
	void whatIsThereIsKept() throws Exception {
		WebProtection protection = WebProtection.in(this.folder);
		protection.make(List.of());
		String password = Files.readString(protection.password());
		assertThat(protection.make(List.of())).isFalse();
		assertThat(Files.readString(protection.password())).isEqualTo(password);
	}

	@Test
	void whatWasNeverFinishedIsMadeAnew() throws Exception {
		WebProtection protection = WebProtection.in(this.folder);
		protection.make(List.of());
		Files.delete(protection.serverConfiguration());
		assertThat(protection.make(List.of())).isTrue();
		assertThat(this.folder)
			.isDirectoryNotContaining((file) -> file.getFileName().toString().startsWith(".keytool"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a,ip:10.0.0.1", "http://prometheus", "prometheus:9090", "-x" })
	void whatIsNoHostIsRefused(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> WebProtection.in(this.folder).make(List.of(host)))
			.withMessageContaining("'" + host + "' is no host name");
		assertThat(this.folder).isEmptyDirectory();
	}

}
