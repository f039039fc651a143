package dev.telltale.observability.test;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LogLines} and its assertions.
 */
class LogLinesTests {

	private final LogLines lines = LogLines.of("""
			banner
			{"message":"one","level":"INFO","count":3}
			{"message":"two","level":"WARN"} {"message":"three"}
			[1]
			""");

	@Test
	void tellsObjectsFromOthers() {
		assertThat(this.lines.objects()).hasSize(1);
		assertThat(this.lines.others()).hasSize(3);
	}

	@Test
	void readsFields() {
		assertThat(this.lines).hasLine("on").withLevel("INFO").withField("count", "3").withoutField("trace_id");
	}

	@Test
	void failsWhenSomethingDiffers() {
		fails(() -> assertThat(this.lines).areAllJson(), "banner");
		fails(() -> assertThat(this.lines).hasLine("two"), "one");
		fails(() -> assertThat(this.lines).doesNotHaveLine("one"), "one");
		fails(() -> assertThat(this.lines).hasLine("one").withField("trace_id"), "trace_id");
		fails(() -> assertThat(this.lines).hasLine("one").withLevel("WARN"), "INFO");
		fails(() -> assertThat(this.lines).nowhereContain("banner"), "banner");
	}

	private static void fails(Runnable assertion, String message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion::run).withMessageContaining(message);
	}

}
