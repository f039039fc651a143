package dev.telltale.mixins.runbooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.telltale.mixins.MixinException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Scenarios}.
 */
class ScenariosTests {

	@TempDir
	Path directory;

	@Test
	void findsTheScenariosOfAnAlert() throws IOException {
		write("outage.yaml", """
				summary: Everything fails.
				fault: { break: everything, with: { alert: NotThisOne } }
				expect:
				  - alert: ServiceDown
				  - alert: ServiceDown
				    of: payments
				allow:
				  - alert: HighErrorRate
				""");
		write("slow.yaml", "expect: [{alert: ServiceDown}, {alert: HighLatency}]");
		Scenarios scenarios = Scenarios.in(this.directory);
		assertThat(scenarios.of("ServiceDown")).extracting(Scenarios.Scenario::command)
			.containsExactly("./telltale prove outage   # Everything fails.", "./telltale prove slow");
		assertThat(scenarios.of("HighLatency")).extracting(Scenarios.Scenario::name).containsExactly("slow");
		assertThat(scenarios.byAlert()).containsOnlyKeys("ServiceDown", "HighLatency");
	}

	@Test
	void passesOverWhatItDoesNotKnow() throws IOException {
		write("quiet.yaml", "summary: Nothing happens.\nlasts: 20s\nexpect: []");
		write("empty.yaml", "");
		write("odd.yaml", "expect: [text, {nobody: told}, {alert: [Odd]}]\nsteps: [{fires: ServiceDown}]");
		write("text.txt", "expect: [{alert: ServiceDown}]");
		Files.createDirectory(this.directory.resolve("expositions"));
		assertThat(Scenarios.in(this.directory)).isEqualTo(Scenarios.none());
	}

	@Test
	void namesTheFileThatIsNoYaml() throws IOException {
		write("broken.yaml", "expect: [");
		assertThatExceptionOfType(MixinException.class).isThrownBy(() -> Scenarios.in(this.directory))
			.withMessageContaining("broken.yaml");
	}

	@Test
	void namesTheFolderThatIsNotThere() {
		assertThatExceptionOfType(MixinException.class)
			.isThrownBy(() -> Scenarios.in(this.directory.resolve("nowhere")))
			.withMessageContaining("cannot read the scenarios in")
			.withMessageContaining("nowhere");
	}

	private void write(String name, String text) throws IOException {
		Files.writeString(this.directory.resolve(name), text);
	}

}
