package dev.telltale.tools.binaries;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hands out the tools: from the path, from our cache, or freshly fetched from the
 * distribution's packages, in this order. Fetching needs no root and installs nothing: a
 * package is unpacked into the cache, which is {@code $TELLTALE_CACHE}, else
 * {@code $XDG_CACHE_HOME/telltale}, else the platform's usual place.
 * <p>
 * Thread-safe; several processes may share a cache, and only one of them downloads.
 */
public final class Toolbox {

	private static final String HOMEBREW = "brew install prometheus alertmanager node_exporter blackbox_exporter";

	private final SearchPath path;

	private final PackageCache cache;

	private final boolean debian;

	private final boolean mac;

	private final Consumer<String> progress;

	private final Map<Tool, Executable> found = new EnumMap<>(Tool.class);

	Toolbox(SearchPath path, PackageCache cache, boolean debian, boolean mac, Consumer<String> progress) {
		this.path = path;
		this.cache = cache;
		this.debian = debian;
		this.mac = mac;
		this.progress = progress;
	}

	/**
	 * Return a toolbox that works silently.
	 * @return the toolbox
	 */
	public static Toolbox standard() {
		return standard((line) -> {
		});
	}

	/**
	 * Return a toolbox that says what it does when that takes time or surprises, such as
	 * {@code fetching prometheus 2.42.0 (23 MB)}.
	 * @param progress receives lines for people
	 * @return the toolbox
	 */
	public static Toolbox standard(Consumer<String> progress) {
		return create(SearchPath.of(System.getenv("PATH")), CacheFolder.locate(), List.of(), progress);
	}

	static Toolbox create(SearchPath toolPath, Path cache, List<String> aptSettings, Consumer<String> progress) {
		return new Toolbox(toolPath, new PackageCache(cache.resolve("packages"), aptSettings, progress),
				Apt.isPresent(SearchPath.of(System.getenv("PATH"))), CacheFolder.isMac(System.getProperty("os.name")),
				progress);
	}

	/**
	 * Return the given tool, fetching it if need be.
	 * @param tool the tool
	 * @return its executable, which has run once: it told its version
	 * @throws ToolUnavailableException if it cannot be had
	 */
	public synchronized Executable require(Tool tool) {
		return this.found.computeIfAbsent(tool, this::locate);
	}

	private Executable locate(Tool tool) {
		SearchPath.Findings onPath = this.path.find(tool);
		if (onPath.executable() != null) {
			return onPath.executable();
		}
		String missing = tool.requirement() + " is not on the PATH"
				+ (onPath.passedOver().isEmpty() ? "" : " (" + String.join("; ", onPath.passedOver()) + ")");
		Optional<Executable> cached = this.cache.find(tool);
		if (cached.isPresent()) {
			return cached.get();
		}
		if (!this.debian) {
			throw new ToolUnavailableException(missing + ": "
					+ (this.mac ? "run " + HOMEBREW : "install it and put it on the PATH, then try again"));
		}
		onPath.passedOver().forEach((program) -> this.progress.accept("passing over " + program));
		try {
			return this.cache.fetch(tool);
		}
		catch (FetchException ex) {
			throw new ToolUnavailableException(missing + ", and " + ex.reason() + ": " + ex.action());
		}
	}

}
