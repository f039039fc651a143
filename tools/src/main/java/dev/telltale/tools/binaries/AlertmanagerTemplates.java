package dev.telltale.tools.binaries;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Lets Debian's Alertmanager run from where it was unpacked. Upstream embeds the default
 * templates in the program; Debian reads them from a fixed folder, which no option
 * changes, and without which the Alertmanager does not start. In our copy the name of
 * that folder is overwritten with one of the same length that leads through a file
 * descriptor, and a script opens the unpacked folder as that descriptor.
 */
final class AlertmanagerTemplates {

	private static final String FIXED = "/usr/share/prometheus/alertmanager";

	private static final String DESCRIPTOR = "/proc/self/fd/9";

	private AlertmanagerTemplates() {
	}

	/**
	 * Relocate the Alertmanager of an unpacked package, if it is one that needs it.
	 * @param tree the folder the package was unpacked into
	 * @throws IOException if the program cannot be rewritten
	 */
	static void relocate(Path tree) throws IOException {
		Path program = tree.resolve("usr/bin/prometheus-alertmanager");
		Path script = tree.resolve("usr/bin/alertmanager");
		if (!Files.exists(program) || Files.exists(script)) {
			return;
		}
		// One character a byte, so that the text is the program.
		String text = Files.readString(program, StandardCharsets.ISO_8859_1);
		String relocated = text.replace(FIXED, DESCRIPTOR + "/".repeat(FIXED.length() - DESCRIPTOR.length()));
		if (relocated.equals(text)) {
			return;
		}
		Files.writeString(program, relocated, StandardCharsets.ISO_8859_1);
		try (InputStream resource = AlertmanagerTemplates.class.getResourceAsStream("alertmanager.sh")) {
			if (resource == null) {
				throw new IOException("alertmanager.sh is missing from the class path");
			}
			Files.copy(resource, script);
		}
		Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

}
