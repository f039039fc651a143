package dev.telltale.chart;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Finds Helm: in this process, or else on the path of this machine.
 *
 * @param helm Helm, or {@code null} if there is none
 * @param reason why there is none, empty if there is one
 */
record Helms(@Nullable Helm helm, String reason) {

	/**
	 * Return what is found on this machine.
	 * @return what is found, looked for once
	 */
	static Helms onThisMachine() {
		return Holder.FOUND;
	}

	/**
	 * Look for Helm.
	 * @param inProcess loads it in this process
	 * @param path the folders of commands
	 * @return what is found
	 */
	static Helms find(Supplier<Helm> inProcess, String path) {
		List<String> reasons = new ArrayList<>();
		try {
			return new Helms(inProcess.get(), "");
		}
		catch (LinkageError | IllegalStateException ex) {
			reasons.add("Helm in process does not run on %s, %s (%s)".formatted(System.getProperty("os.name"),
					System.getProperty("os.arch"), rootCause(ex).getMessage()));
		}
		Path command = HelmOnPath.find(path);
		if (command == null) {
			reasons.add("there is no helm on the PATH");
		}
		else {
			try {
				return new Helms(new HelmOnPath(command), "");
			}
			catch (IllegalStateException | UncheckedIOException ex) {
				reasons.add("%s does not run (%s)".formatted(command, ex.getMessage()));
			}
		}
		return new Helms(null, String.join(", and ", reasons) + ". Install helm 3 or 4 to run these tests.");
	}

	private static Throwable rootCause(Throwable failure) {
		Throwable cause = failure;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

	/**
	 * Return Helm.
	 * @return Helm
	 * @throws IllegalStateException if there is none, with the reason
	 */
	Helm required() {
		if (this.helm == null) {
			throw new IllegalStateException("No Helm: " + this.reason);
		}
		return this.helm;
	}

	private static final class Holder {

		private static final Helms FOUND = find(HelmInProcess::new,
				System.getenv("PATH") != null ? System.getenv("PATH") : "");

	}

}
