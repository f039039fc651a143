package dev.telltale.chart.library;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text of the files below {@code examples}, of which one may be edited to see whether
 * anybody notices.
 */
final class PlatformFiles {

	private static final Path EXAMPLES = Path.of("../examples");

	private static final JsonMapper JSON = new JsonMapper();

	// By text: an edit leaves all other files as they were. Nobody writes to what was
	// read.
	private static final Map<String, List<JsonNode>> READ = new HashMap<>();

	private final Map<String, String> texts;

	private PlatformFiles(Map<String, String> texts) {
		this.texts = texts;
	}

	/**
	 * Read the files of the project.
	 */
	static PlatformFiles read() throws IOException {
		Map<String, String> texts = new TreeMap<>();
		for (String folder : List.of("kubernetes", "stack")) {
			try (Stream<Path> files = Files.walk(EXAMPLES.resolve(folder))) {
				for (Path file : files.filter(Files::isRegularFile)
					.filter((path) -> path.toString().matches(".*\\.(ya?ml|alloy)"))
					.filter((path) -> !path.toString().contains("templates"))
					.toList()) {
					texts.put(EXAMPLES.relativize(file).toString(), Files.readString(file));
				}
			}
		}
		return new PlatformFiles(texts);
	}

	/**
	 * Edit a file.
	 * @param file its path below examples
	 * @param text what stands in it
	 * @param replacement what shall stand there
	 * @return the files with it
	 */
	PlatformFiles edit(String file, String text, String replacement) {
		if (!text(file).contains(text)) {
			throw new AssertionError(file + " has no " + text);
		}
		Map<String, String> edited = new TreeMap<>(this.texts);
		edited.put(file, text(file).replace(text, replacement));
		return new PlatformFiles(edited);
	}

	List<String> names() {
		return List.copyOf(this.texts.keySet());
	}

	String text(String file) {
		String text = this.texts.get(file);
		if (text == null) {
			throw new AssertionError("there is no file " + file + " below examples");
		}
		return text;
	}

	JsonNode yaml(String file) {
		return yaml(file, text(file));
	}

	/**
	 * Read YAML as Kubernetes does; a key that is there twice is a mistake.
	 * @param file what to call it
	 * @param text the text, of one document
	 */
	static JsonNode yaml(String file, String text) {
		List<JsonNode> documents = documents(file, text);
		if (documents.size() != 1) {
			throw new AssertionError(file + " has " + documents.size() + " documents, not one");
		}
		return documents.get(0);
	}

	static List<JsonNode> documents(String file, String text) {
		List<JsonNode> known = READ.get(text);
		if (known != null) {
			return known;
		}
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		List<JsonNode> documents = new ArrayList<>();
		try {
			new Yaml(new SafeConstructor(options)).loadAll(new StringReader(text))
				.forEach((document) -> documents.add(JSON.valueToTree(document)));
		}
		catch (YAMLException ex) {
			throw new AssertionError(file + " is no YAML: " + ex.getMessage(), ex);
		}
		READ.put(text, documents);
		return documents;
	}

}
