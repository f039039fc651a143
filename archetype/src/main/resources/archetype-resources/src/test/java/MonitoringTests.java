package @@package@@;

import java.io.PrintWriter;
import java.io.StringWriter;

import dev.telltale.mixins.command.MixinsCommand;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The alerts and dashboards in the folder monitoring.
 */
class MonitoringTests {

	@Test
	void alertsFireWhereTheyShouldAndNoticeEveryMistake() {
		assertThatCommandSucceeds("test", "--mixin", "monitoring");
	}

	@Test
	void queriesAreSound() {
		assertThatCommandSucceeds("lint", "--mixin", "monitoring");
	}

	private static void assertThatCommandSucceeds(String... arguments) {
		StringWriter output = new StringWriter();
		PrintWriter writer = new PrintWriter(output, true);
		int exitCode = MixinsCommand.run(writer, writer, arguments);
		assertThat(exitCode).as(output::toString).isZero();
	}

}
