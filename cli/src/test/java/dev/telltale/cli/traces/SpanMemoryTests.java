package dev.telltale.cli.traces;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.telltale.cli.traces.Span.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpanMemory}.
 */
class SpanMemoryTests {

	private static final int ENOUGH = 1024 * 1024;

	@Test
	void findsSpansInTheOrderTheyBegan() {
		SpanMemory memory = new SpanMemory(10, ENOUGH);
		Span later = new Span(Exports.TRACE, "0000000000000002", "0000000000000001", "payments", "pay", Kind.SERVER,
				Exports.START.plusMillis(1), Duration.ZERO, null, Map.of(), Map.of(), List.of());
		memory.add(List.of(later, Exports.plain(Exports.TRACE, 1), Exports.plain(Exports.trace(2), 1)));
		assertThat(memory.find(Exports.TRACE)).containsExactly(Exports.plain(Exports.TRACE, 1), later);
		assertThat(memory.find(Exports.trace(3))).isEmpty();
	}

	@Test
	void forgetsTheOldest() {
		SpanMemory memory = new SpanMemory(3, ENOUGH);
		for (int i = 1; i <= 5; i++) {
			memory.add(List.of(Exports.plain(Exports.trace(i), i)));
		}
		assertThat(memory.size()).isEqualTo(3);
		assertThat(memory.find(Exports.trace(2))).isEmpty();
		assertThat(memory.find(Exports.trace(3))).hasSize(1);
	}

	@Test
	void isBoundedByMemoryToo() {
		SpanMemory memory = new SpanMemory(10, ENOUGH);
		memory.add(List.of(large(1), Exports.plain(Exports.trace(2), 2), large(3)));
		assertThat(memory.size()).isEqualTo(2);
		assertThat(memory.find(Exports.trace(1))).isEmpty();
		assertThat(memory.find(Exports.trace(3))).hasSize(1);
	}

	@Test
	void aSpanSentAgainIsOneSpan() {
		SpanMemory memory = new SpanMemory(2, ENOUGH);
		memory.add(List.of(Exports.plain(Exports.TRACE, 1)));
		memory.add(List.of(Exports.plain(Exports.TRACE, 1)));
		assertThat(memory.find(Exports.TRACE)).hasSize(1);
		memory.add(List.of(Exports.plain(Exports.trace(2), 1)));
		assertThat(memory.find(Exports.TRACE)).hasSize(1);
		memory.add(List.of(Exports.plain(Exports.trace(3), 1)));
		assertThat(memory.find(Exports.TRACE)).isEmpty();
	}

	private static Span large(long trace) {
		return new Span(Exports.trace(trace), "0000000000000001", null, "orders", "x".repeat(ENOUGH * 2 / 3),
				Kind.INTERNAL, Exports.START, Duration.ZERO, null, Map.of(), Map.of(), List.of());
	}

}
