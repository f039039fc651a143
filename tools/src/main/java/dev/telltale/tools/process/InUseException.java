package dev.telltale.tools.process;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Thrown when another process uses a folder. The message is one line for people.
 */
public class InUseException extends Exception {

	private static final long serialVersionUID = 1L;

	private static final long UNKNOWN = -1;

	/**
	 * The id of the process that holds it.
	 */
	private final long holder;

	InUseException(Path folder, OptionalLong holder) {
		super(folder + " is in use" + (holder.isPresent() ? " by process " + holder.getAsLong() : "")
				+ ": stop that one first");
		this.holder = holder.orElse(UNKNOWN);
	}

	/**
	 * Return who uses the folder.
	 * @return the process id, if known
	 */
	public OptionalLong holder() {
		return (this.holder != UNKNOWN) ? OptionalLong.of(this.holder) : OptionalLong.empty();
	}

}
