package dev.telltale.preview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dashboards of a folder, read again where a file has changed. Thread-safe.
 */
final class FolderDashboards implements Dashboards {

	private static final String SUFFIX = ".json";

	private final JsonMapper mapper = new JsonMapper();

	private final Path folder;

	private Map<Path, State> seen = Map.of();

	private Map<String, String> dashboards = Map.of();

	FolderDashboards(Path folder) {
		this.folder = folder;
	}

	@Override
	public synchronized Map<String, String> read() throws IOException {
		if (!Files.isDirectory(this.folder)) {
			throw new IOException("%s is not a folder: name one with dashboards as JSON".formatted(this.folder));
		}
		Map<Path, State> now = new LinkedHashMap<>();
		for (Path file : files()) {
			now.put(file, new State(Files.getLastModifiedTime(file), Files.size(file)));
		}
		if (!now.equals(this.seen)) {
			// Not before all could be read: what is broken is told again until it is
			// mended.
			this.dashboards = readAll(now.keySet());
			this.seen = now;
		}
		return this.dashboards;
	}

	private Map<String, String> readAll(Iterable<Path> files) throws IOException {
		Map<String, String> found = new LinkedHashMap<>();
		for (Path file : files) {
			String json = Files.readString(file);
			JsonNode dashboard = parse(file, json);
			if (!dashboard.has("panels")) {
				continue;
			}
			String name = file.getFileName().toString();
			String uid = dashboard.path("uid").asString(name.substring(0, name.length() - SUFFIX.length()));
			if (found.put(uid, json) != null) {
				throw new IOException(
						"%s has the uid %s, which another dashboard has: change one of them".formatted(file, uid));
			}
		}
		return Collections.unmodifiableMap(found);
	}

	private JsonNode parse(Path file, String json) throws IOException {
		try {
			return this.mapper.readTree(json);
		}
		catch (JacksonException ex) {
			throw new IOException("%s cannot be read as JSON: %s".formatted(file, ex.getOriginalMessage()), ex);
		}
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.walk(this.folder)) {
			return files.filter((file) -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
				.sorted()
				.toList();
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	private record State(FileTime modified, long size) {
	}

}
