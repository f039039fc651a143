package dev.telltale.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The page of Alertmanager, for builds of it that have none, such as Debian's: alerts by
 * group and state, silences, routes and status. Alertmanager serves it from a folder that
 * its option {@code --web.ui-path} names, and the page asks the API of the Alertmanager
 * that served it.
 */
public final class AlertmanagerPage {

	private AlertmanagerPage() {
	}

	/**
	 * Write the files of the page. Files of the same names are replaced, others stay.
	 * @param folder the folder, made where it is missing
	 * @return the folder, for {@code --web.ui-path}
	 * @throws IOException if the folder cannot be written, or the page is not on the
	 * class path
	 */
	public static Path extractTo(Path folder) throws IOException {
		for (Map.Entry<String, byte[]> file : WebFiles.load("alertmanager").entrySet()) {
			Path path = folder.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.write(path, file.getValue());
		}
		return folder;
	}

}
