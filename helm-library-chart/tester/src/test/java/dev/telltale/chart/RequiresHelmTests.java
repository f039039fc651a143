package dev.telltale.chart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RequiresHelm}.
 */
@RequiresHelm
class RequiresHelmTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	@Test
	void runsWithHelm() {
		assertThat(ChartTests.available()).isTrue();
		assertThat(ChartTests.description()).startsWith("Helm v");
	}

	@Test
	void saysLoudlyWhatDidNotRun() {
		assertThat(withoutHelm().evaluateExecutionCondition(context("")).isDisabled()).isTrue();
		assertThat(this.output.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines(
				"NOT RUN: " + RequiresHelmTests.class.getName() + ": there is no helm anywhere\n");
	}

	@Test
	void failsWhereHelmIsRequired() {
		assertThatIllegalStateException()
			.isThrownBy(() -> withoutHelm().evaluateExecutionCondition(context("required")))
			.withMessage("No Helm: there is no helm anywhere");
	}

	private HelmCondition withoutHelm() {
		return new HelmCondition(new Helms(null, "there is no helm anywhere"),
				new PrintStream(this.output, true, StandardCharsets.UTF_8));
	}

	private static ExtensionContext context(String parameter) {
		return (ExtensionContext) Proxy.newProxyInstance(RequiresHelmTests.class.getClassLoader(),
				new Class<?>[] { ExtensionContext.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "getTestClass" -> Optional.of(RequiresHelmTests.class);
					case "getTestMethod" -> Optional.empty();
					case "getConfigurationParameter" ->
						arguments[0].equals(HelmCondition.PROPERTY) ? Optional.of(parameter) : Optional.empty();
					default -> throw new UnsupportedOperationException(method.getName());
				});
	}

}
