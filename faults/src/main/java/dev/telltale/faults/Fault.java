package dev.telltale.faults;

import java.util.List;

/**
 * Something that goes wrong on demand. A bean of this type is one more fault of its
 * service: make it one only where {@code telltale.faults.enabled} is set. It is started,
 * bounded in time and undone by whoever puts and deletes {@code /faults/NAME}.
 * <p>
 * One run of it at a time: it is started again only after its undo. Start and undo are
 * called by one thread after the other; what acts in between must be safe for use by the
 * requests that it acts upon.
 */
public interface Fault {

	/**
	 * Return what it is called in addresses. No two faults of a service have the same.
	 * @return the name, lower-case words with dashes
	 */
	String name();

	/**
	 * Return what it does, for people.
	 * @return a sentence
	 */
	String description();

	/**
	 * Return what can be set of it, beside its duration and its count.
	 * @return the parameters
	 */
	default List<Parameter<?>> parameters() {
		return List.of();
	}

	/**
	 * Return whether it acts piece by piece, so that a count bounds it.
	 * @return whether {@link Budget#take()} is asked
	 */
	default boolean isCounted() {
		return false;
	}

	/**
	 * Let it begin. It goes on until the undo is called, which is called once.
	 * @param settings what was asked for
	 * @param budget how often it may act
	 * @return what makes everything as it was
	 * @throws FaultException if it cannot begin; nothing is left of it then
	 */
	Undo start(Settings settings, Budget budget);

	/**
	 * Makes everything as it was.
	 */
	@FunctionalInterface
	interface Undo {

		/**
		 * Undo the fault. Returns when it is undone.
		 */
		void undo();

	}

}
