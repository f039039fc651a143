package dev.telltale.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.RunningStack;
import dev.telltale.cli.stack.StackException;
import dev.telltale.tools.process.InstanceLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RunningStack}.
 */
class RunningStackTests {

	private Home home;

	@BeforeEach
	void createHome(@TempDir Path folder) {
		this.home = new Home(folder);
	}

	@Test
	void knowsTheAddressesOfItsComponents() throws Exception {
		URI service = URI.create("http://127.0.0.1:8080/");
		try (InstanceLock lock = CommandRun.stack(this.home, Map.of("sample-service", service))) {
			RunningStack stack = RunningStack.of(this.home);
			assertThat(stack.address("sample-service")).isEqualTo(service);
			assertThatExceptionOfType(StackException.class).isThrownBy(() -> stack.address("zipkin"))
				.withMessage("the stack has no 'zipkin': it has sample-service");
		}
	}

	@Test
	void saysThatNoneIsUpAlsoIfOneWas() throws Exception {
		CommandRun.stack(this.home, Map.of("prometheus", URI.create("http://127.0.0.1:9090/"))).close();
		assertThatExceptionOfType(StackException.class).isThrownBy(() -> RunningStack.of(this.home))
			.withMessage("no stack is up: start it with ./telltale up, in another terminal");
	}

	@Test
	void saysThatItIsStillStarting() throws Exception {
		try (InstanceLock lock = CommandRun.stack(this.home, Map.of())) {
			Files.delete(this.home.state("up").resolve("addresses.json"));
			assertThatExceptionOfType(StackException.class).isThrownBy(() -> RunningStack.of(this.home))
				.withMessageStartingWith(
						"the stack of process " + ProcessHandle.current().pid() + " is still starting");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{\"prometheus\": 9090}", "{\"prometheus\": \"9090 or so\"}" })
	void refusesWhatIsNoListOfAddresses(String document) throws Exception {
		try (InstanceLock lock = CommandRun.stack(this.home, Map.of())) {
			CommandRun.write(this.home, document);
			assertThatExceptionOfType(StackException.class).isThrownBy(() -> RunningStack.of(this.home))
				.withMessageContaining("addresses.json is no list of addresses: stop the stack");
		}
	}

}
