package dev.telltale.observability.tracing;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpanLossLog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpanLossLogTests {

	private final SpanExportMetrics metrics = new SpanExportMetrics();

	private long now = Long.MAX_VALUE - 1;

	private final SpanLossLog log = new SpanLossLog(this.metrics, () -> this.now);

	@Test
	void theFirstFailureIsSaidAtOnceWithItsReason(CapturedOutput output) {
		fail(3);
		assertThat(output).contains("Lost 3 spans").contains("collector could not export").contains("no route");
	}

	@Test
	void furtherFailuresAreSaidTogetherAfterAMinute(CapturedOutput output) {
		fail(3);
		this.metrics.queueFull(10);
		fail(4);
		fail(5);
		assertThat(output.getOut().split("Lost ", -1)).hasSize(2);
		this.now += Duration.ofMinutes(1).toNanos();
		fail(1);
		assertThat(output.getOut().split("Lost ", -1)).hasSize(3);
		assertThat(output).contains("Lost 20 spans: 10 that collector could not export").contains("10 for which");
	}

	@Test
	void recoveryIsSaidOnce(CapturedOutput output) {
		fail(3);
		fail(2);
		this.log.succeeded("collector");
		this.log.succeeded("collector");
		assertThat(output.getOut().split("exported again", -1)).hasSize(2);
		assertThat(output).contains("2 more were lost meanwhile");
	}

	@Test
	void theSuccessOfOneExporterIsNoRecoveryOfAnother(CapturedOutput output) {
		fail(3);
		this.log.succeeded("other");
		assertThat(output).doesNotContain("exported again");
	}

	@Test
	void anEndpointThatComesAndGoesIsStillSaidOnceAMinute(CapturedOutput output) {
		for (int i = 0; i < 10; i++) {
			fail(1);
			this.log.succeeded("collector");
			this.now += Duration.ofSeconds(5).toNanos();
		}
		assertThat(output.getOut().split("Lost ", -1)).hasSize(2);
		assertThat(output.getOut().split("exported again", -1)).hasSize(2);
	}

	@Test
	void aFullQueueIsSaidWithWhatToDo(CapturedOutput output) {
		this.metrics.queueFull(7);
		this.log.succeeded("collector");
		assertThat(output).contains("Lost 7 spans").contains("max-queue-size");
	}

	@Test
	void nothingIsSaidWhenNothingIsLost(CapturedOutput output) {
		this.log.succeeded("collector");
		fail(0);
		assertThat(output).isEmpty();
	}

	private void fail(int spans) {
		this.metrics.exportFailed(spans);
		this.log.failed("collector", () -> "no route", null);
	}

}
