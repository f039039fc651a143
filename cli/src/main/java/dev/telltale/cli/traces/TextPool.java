package dev.telltale.cli.traces;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps one instance of the short texts that nearly every span repeats: names of
 * attributes, methods, routes, versions. That halves what spans take in memory. It is
 * emptied when it is full, so that ids in attributes do no harm. Thread-safe.
 */
final class TextPool {

	private static final int MAX_TEXTS = 4096;

	private static final int MAX_LENGTH = 64;

	private final Map<String, String> texts = new ConcurrentHashMap<>();

	String pooled(String text) {
		if (text.length() > MAX_LENGTH) {
			return text;
		}
		if (this.texts.size() >= MAX_TEXTS) {
			this.texts.clear();
		}
		String known = this.texts.putIfAbsent(text, text);
		return (known != null) ? known : text;
	}

}
