package dev.telltale.mixins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.tools.files.Folders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files a mixin was rendered to.
 *
 * @param files the text of each file by its path, with forward slashes:
 * {@code prometheus/rules/*.yaml}, {@code alertmanager/alertmanager.yml} and its
 * templates, {@code dashboards/*.json}
 */
public record Rendering(SortedMap<String, String> files) {

	private static final String HEADER = "# Rendered by Telltale: change the mixin or its _config, not this file.\n";

	private static final JsonMapper JSON = new JsonMapper();

	/**
	 * Create a rendering.
	 * @param files the text of each file by its path
	 */
	public Rendering {
		files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
	}

	static Rendering of(JsonNode documents) {
		SortedMap<String, String> files = new TreeMap<>();
		documents.forEachEntry((path, document) -> files.put(path, print(path, document)));
		return new Rendering(files);
	}

	private static String print(String path, JsonNode document) {
		if (document.isString()) {
			return document.asString();
		}
		return path.endsWith(".json") ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n"
				: HEADER + Yaml.print(document);
	}

	/**
	 * Return these files and more.
	 * @param more the text of each further file by its path
	 * @return both
	 */
	public Rendering with(Map<String, String> more) {
		SortedMap<String, String> all = new TreeMap<>(this.files);
		all.putAll(more);
		return new Rendering(all);
	}

	/**
	 * Write the files below a directory and remove what an earlier rendering left there.
	 * Everything is written aside first and then moved: a reader sees either rendering
	 * whole, and a failure leaves the earlier one.
	 * @param directory the directory, which is created where needed and holds nothing but
	 * renderings
	 * @throws MixinException if the directory cannot be written, or holds something else
	 */
	public void writeTo(Path directory) {
		Path target = directory.toAbsolutePath().normalize();
		try {
			refuseForeignFiles(target);
			Path parent = Files.createDirectories(target.getParent());
			Path aside = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
			try {
				Path written = Files.createDirectory(aside.resolve("new"));
				for (var file : this.files.entrySet()) {
					Path path = written.resolve(file.getKey());
					Files.createDirectories(path.getParent());
					Files.writeString(path, file.getValue());
				}
				swap(target, written, aside.resolve("old"));
			}
			finally {
				Folders.delete(aside);
			}
		}
		catch (IOException | UncheckedIOException ex) {
			throw new MixinException("cannot write to %s (%s): see whether it is yours and has room"
				.formatted(directory, ex.getMessage()), ex);
		}
	}

	private static void swap(Path target, Path written, Path old) throws IOException {
		boolean replaces = Files.exists(target);
		if (replaces) {
			Files.move(target, old);
		}
		try {
			Files.move(written, target);
		}
		catch (IOException ex) {
			if (replaces) {
				Files.move(old, target);
			}
			throw ex;
		}
	}

	private void refuseForeignFiles(Path target) throws IOException {
		if (Files.notExists(target)) {
			return;
		}
		List<String> ours = List.of("alertmanager", "dashboards", "kubernetes", "prometheus", "runbooks");
		try (Stream<Path> entries = Files.list(target)) {
			String foreign = entries.map((entry) -> entry.getFileName().toString())
				.filter((name) -> !ours.contains(name))
				.sorted()
				.collect(Collectors.joining(", "));
			if (!foreign.isEmpty()) {
				throw new MixinException(
						"%s holds more than a rendering (%s): choose a folder of its own".formatted(target, foreign));
			}
		}
	}

}
