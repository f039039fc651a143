package dev.telltale.preview;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Has the runbooks to which alerts link. Called by several threads.
 */
@FunctionalInterface
public interface Runbooks {

	/** Has none. */
	Runbooks NONE = (alert) -> null;

	/**
	 * Return the runbook of an alert.
	 * @param alert the name of the alert
	 * @return its Markdown, or {@code null} if there is none
	 * @throws IOException if it cannot be read or made; the message is shown to people
	 */
	@Nullable String of(String alert) throws IOException;

}
