package dev.telltale.preview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
	 * Return the dashboards of a folder: its JSON files, and those of the folders in it.
	 * @param folder the folder, read each time
	 * @return the dashboards
	 */
	static Dashboards of(Path folder) {
		JsonMapper mapper = new JsonMapper();
		return () -> {
			if (!Files.isDirectory(folder)) {
				throw new IOException("%s is not a folder: name one with dashboards as JSON".formatted(folder));
			}
			Map<String, String> dashboards = new LinkedHashMap<>();
			for (Path file : jsonFiles(folder)) {
				String json = Files.readString(file);
				try {
					JsonNode dashboard = mapper.readTree(json);
					if (dashboard.has("panels")) {
						String name = file.getFileName().toString();
						String uid = dashboard.path("uid").asString(name.substring(0, name.length() - 5));
						if (dashboards.put(uid, json) != null) {
							throw new IOException("%s has the uid %s, which another dashboard has: change one of them"
								.formatted(file, uid));
						}
					}
				}
				catch (JacksonException ex) {
					throw new IOException("%s cannot be read as JSON: %s".formatted(file, ex.getOriginalMessage()), ex);
				}
			}
			return dashboards;
		};
	}

	private static List<Path> jsonFiles(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(".json") && Files.isRegularFile(file))
				.sorted()
				.toList();
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

}
