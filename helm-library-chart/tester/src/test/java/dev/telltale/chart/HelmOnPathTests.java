package dev.telltale.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link HelmOnPath}.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class HelmOnPathTests {

	@TempDir
	private Path folder;

	@Test
	void saysTheSameAsHelmInProcess() throws IOException {
		assumeThat(ChartTests.description()).endsWith("in process");
		Helm command = new HelmOnPath(command("exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"".formatted(
				Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path"),
				HelmCommand.class.getName())));
		assertThat(command.description()).isEqualTo("Helm v3.21.0 at " + this.folder.resolve("helm"));
		Path shop = Fixtures.folder("two-workloads");
		Chart byCommand = with(new Chart(new Sources(shop, command)));
		Chart inProcess = with(Chart.in(shop));
		assertThat(byCommand.render().yaml()).isEqualTo(inProcess.render().yaml()).contains("workers: \"7\"");
		assertThat(byCommand.lint()).isEqualTo(inProcess.lint());
		assertThatExceptionOfType(ChartException.class).isThrownBy(byCommand.set("api.workers", "a,b")::render)
			.withMessage("api.workers: got string, want integer");
	}

	@Test
	void givesEveryValueAsItIs() throws IOException {
		Path arguments = this.folder.resolve("arguments");
		HelmOnPath helm = new HelmOnPath(
				command("for a in \"$@\"; do echo \"$a\" >> '%s'; done; echo v4.0.0".formatted(arguments)));
		helm.template(this.folder,
				new Release("a", "b", "1.33.0", List.of(this.folder.resolve("v.yaml")), Map.of("image", "x,y={z}")));
		assertThat(Files.readAllLines(arguments)).containsExactly("version", "--short", "template", "a",
				this.folder.toString(), "--no-hooks", "--namespace", "b", "--kube-version", "1.33.0", "--values",
				this.folder.resolve("v.yaml").toString(), "--set", "image=x\\,y\\=\\{z\\}");
	}

	@Test
	void saysWhatTheCommandSaysWhenItFails() {
		assertThatIllegalStateException().isThrownBy(() -> new HelmOnPath(command("echo broken >&2; exit 3")))
			.withMessageContaining("broken");
	}

	@Test
	void findsTheCommandOnThePath() throws IOException {
		Path command = command("echo v4.0.0");
		assertThat(HelmOnPath.find("/nowhere:" + this.folder)).isEqualTo(command);
		assertThat(HelmOnPath.find("/nowhere")).isNull();
		Helms helms = Helms.find(() -> {
			throw new IllegalStateException("no library");
		}, this.folder.toString());
		assertThat(helms.required().description()).isEqualTo("Helm v4.0.0 at " + command);
	}

	@Test
	void saysWhyThereIsNoHelm() {
		Helms helms = Helms.find(() -> {
			throw new ExceptionInInitializerError(new UnsatisfiedLinkError("wrong machine"));
		}, "/nowhere");
		assertThatIllegalStateException().isThrownBy(helms::required)
			.withMessageContainingAll("Helm in process does not run on " + System.getProperty("os.name"),
					"wrong machine", "there is no helm on the PATH", "Install helm");
	}

	private static Chart with(Chart chart) {
		return chart.name("shop").values("api: {workers: 7}").set("worker.workers", 2);
	}

	private Path command(String script) throws IOException {
		Path command = Files.writeString(this.folder.resolve("helm"), "#!/bin/sh\n" + script + "\n");
		assertThat(command.toFile().setExecutable(true)).isTrue();
		return command;
	}

}
