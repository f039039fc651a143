package dev.telltale.tools.binaries;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where fetched files are kept between runs, after each platform's custom.
 */
public final class CacheFolder {

	private CacheFolder() {
	}

	/**
	 * Return the folder of this machine's user.
	 * @return the folder, which need not exist
	 */
	public static Path locate() {
		return locate(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
	}

	static Path locate(Map<String, String> environment, String operatingSystem, String home) {
		String own = environment.getOrDefault("TELLTALE_CACHE", "");
		if (!own.isBlank()) {
			return Path.of(own).toAbsolutePath();
		}
		// The XDG specification says to ignore relative values.
		String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
		if (xdg.startsWith("/")) {
			return Path.of(xdg, "telltale");
		}
		return isMac(operatingSystem) ? Path.of(home, "Library", "Caches", "telltale")
				: Path.of(home, ".cache", "telltale");
	}

	static boolean isMac(String operatingSystem) {
		return operatingSystem.startsWith("Mac");
	}

}
