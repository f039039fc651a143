package dev.telltale.tools.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells a process from a later one with the same pid. On Linux this is the boot and the
 * start time in clock ticks since it; elsewhere the start time that {@code ps} prints.
 * <p>
 * {@link ProcessHandle.Info#startInstant()} would not do: it is reckoned from the wall
 * clock, so it changes when the clock is set, and a shell cannot read it. The function
 * {@code stamp} in {@code ledger.sh} computes the same.
 */
final class ProcessStamp {

	private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

	private static final int START_TIME = 19;

	private ProcessStamp() {
	}

	/**
	 * Return the stamp of a running process.
	 * @param pid the process
	 * @return its stamp, or empty if there is no such process
	 */
	static Optional<String> of(long pid) {
		try {
			return Files.isReadable(BOOT_ID) ? fromProc(pid) : fromPs(pid);
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	private static Optional<String> fromProc(long pid) throws IOException {
		String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
		// The name in parentheses may hold anything, even parentheses.
		String[] fields = stat.substring(stat.lastIndexOf(") ") + 2).strip().split(" ");
		if (fields[0].equals("Z")) {
			return Optional.empty();
		}
		return Optional.of(Files.readString(BOOT_ID).strip() + "/" + fields[START_TIME]);
	}

	private static Optional<String> fromPs(long pid) throws IOException {
		String started = Ps.print("lstart", pid);
		return started.isEmpty() ? Optional.empty() : Optional.of(started.replaceAll("\\s+", "_"));
	}

}
