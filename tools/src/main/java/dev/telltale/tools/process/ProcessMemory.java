package dev.telltale.tools.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory processes occupy.
 */
public final class ProcessMemory {

	private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

	private ProcessMemory() {
	}

	/**
	 * Return how much memory a process occupies.
	 * @param pid its process id
	 * @return the resident set in bytes, or empty if there is no such process
	 */
	public static OptionalLong resident(long pid) {
		try {
			Path status = Path.of("/proc/" + pid + "/status");
			if (Files.isReadable(status)) {
				Matcher matcher = RESIDENT.matcher(Files.readString(status));
				return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) * 1024) : OptionalLong.empty();
			}
			String kibibytes = Ps.print("rss", pid);
			return kibibytes.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(kibibytes) * 1024);
		}
		catch (IOException | NumberFormatException ex) {
			return OptionalLong.empty();
		}
	}

}
