package dev.telltale.cli.traces;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Spans in the order they came, bounded by number and by memory: the oldest make room for
 * new ones. Not thread-safe.
 */
final class SpanQueue {

	private final Deque<Span> spans = new ArrayDeque<>();

	private final int maxSpans;

	private final int maxWeight;

	private int weight;

	/**
	 * Create a queue.
	 * @param maxSpans how many spans it holds
	 * @param maxWeight how many bytes of memory they take, roughly
	 */
	SpanQueue(int maxSpans, int maxWeight) {
		this.maxSpans = maxSpans;
		this.maxWeight = maxWeight;
	}

	void add(Span span) {
		this.spans.addLast(span);
		this.weight += span.weight();
	}

	/**
	 * Remove the oldest span if there are too many.
	 * @return the span, or {@code null} if all fit
	 */
	@Nullable Span removeExcess() {
		return (this.spans.size() > this.maxSpans || this.weight > this.maxWeight) ? remove() : null;
	}

	private @Nullable Span remove() {
		Span span = this.spans.pollFirst();
		if (span != null) {
			this.weight -= span.weight();
		}
		return span;
	}

	/**
	 * Remove some of the oldest spans, at least one if there is any.
	 * @param spans at most how many
	 * @param weight at most how many bytes they take, unless a single one takes more
	 * @return the spans
	 */
	List<Span> take(int spans, int weight) {
		List<Span> taken = new ArrayList<>();
		int left = weight;
		for (Span next = this.spans.peekFirst(); next != null && taken.size() < spans; next = this.spans.peekFirst()) {
			left -= next.weight();
			if (left < 0 && !taken.isEmpty()) {
				break;
			}
			remove();
			taken.add(next);
		}
		return taken;
	}

	int size() {
		return this.spans.size();
	}

}
