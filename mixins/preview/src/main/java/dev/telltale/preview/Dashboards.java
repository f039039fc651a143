package dev.telltale.preview;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the dashboards come from. Called by several threads, and often: an implementation
 * answers from memory while nothing has changed.
 */
@FunctionalInterface
public interface Dashboards {

	/**
	 * Return the dashboards as they are now.
	 * @return the dashboards in Grafana's format, as JSON, by uid
	 * @throws IOException if they cannot be read or made; the message is shown to people
	 */
	Map<String, String> read() throws IOException;

	/**
	 * Return the dashboards of a folder: its JSON files that have panels, and those of
	 * the folders in it. Files are read again where one of them has changed.
	 * @param folder the folder
	 * @return the dashboards
	 */
	static Dashboards of(Path folder) {
		return new FolderDashboards(folder);
	}

}
