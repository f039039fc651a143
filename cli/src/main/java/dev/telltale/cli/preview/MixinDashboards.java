package dev.telltale.cli.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.MixinException;
import dev.telltale.preview.Dashboards;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dashboards of mixins as their sources stand: rendered again when one of them
 * changes. Thread-safe.
 */
public final class MixinDashboards implements Dashboards {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String FOLDER = "dashboards/";

	private final List<Path> sources;

	private String state = "";

	private Map<String, String> dashboards = Map.of();

	/**
	 * Create dashboards.
	 * @param sources the folders of the mixins' sources
	 */
	public MixinDashboards(List<Path> sources) {
		this.sources = List.copyOf(sources);
	}

	@Override
	public synchronized Map<String, String> read() throws IOException {
		String now = state(this.sources);
		if (!now.equals(this.state)) {
			this.dashboards = render();
			this.state = now;
		}
		return this.dashboards;
	}

	private Map<String, String> render() throws IOException {
		try {
			Map<String, String> rendered = new TreeMap<>();
			for (Path folder : this.sources) {
				Mixin.in(folder).render(Mixin.DEMO).files().forEach((path, text) -> {
					if (path.startsWith(FOLDER)) {
						rendered.put(JSON.readTree(text).path("uid").asString(), text);
					}
				});
			}
			return rendered;
		}
		catch (MixinException ex) {
			// Shown in the page, where whoever makes the mistake looks.
			throw new IOException(ex.getMessage(), ex);
		}
	}

	private static String state(List<Path> sources) throws IOException {
		int count = 0;
		long newest = 0;
		for (Path folder : sources) {
			try (Stream<Path> files = Files.walk(folder)) {
				for (Path file : files.filter(Files::isRegularFile).toList()) {
					count++;
					newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
				}
			}
		}
		return count + " " + newest;
	}

}
