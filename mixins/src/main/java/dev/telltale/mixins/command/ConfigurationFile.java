package dev.telltale.mixins.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.telltale.mixins.MixinException;
import dev.telltale.mixins.jsonnet.JsonnetEngine;
import dev.telltale.mixins.jsonnet.JsonnetException;
import dev.telltale.mixins.jsonnet.Sources;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A user's configuration, and where in its file each of its keys stands.
 *
 * @param file the file
 * @param values the values by key, nested
 * @param positions the places of the keys by their path, in the order of the file
 */
record ConfigurationFile(Path file, Map<String, Object> values, Map<List<String>, Position> positions) {

	private static final YAMLMapper YAML = YAMLMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	// Where the mixin itself noticed: no place of the user's.
	private static final Pattern OURS = Pattern.compile("^(?:telltale/mixin/\\S+:\\d+:\\d+: )?(?:Assertion failed: )?");

	private static final Pattern UNKNOWN_KEY = Pattern.compile("^_config(?<path>\\S*) has no key \"(?<key>.+?)\"");

	private static final Pattern WRONG_VALUE = Pattern.compile("^_config(?<path>\\S+?):? (?:must|cannot)\\b");

	private static final Pattern YAML_PROBLEM = Pattern.compile("(?m)^(.+)\\R in reader, line (\\d+), column (\\d+)");

	// Each is tried without, which costs a rendering.
	private static final int MOST_SUSPECTS = 60;

	/**
	 * Read a file.
	 * @param file the file
	 * @return the configuration
	 * @throws MixinException if it cannot be read, with line and column where there are
	 * some
	 */
	static ConfigurationFile read(Path file) {
		String name = file.getFileName().toString();
		if (name.endsWith(".yaml") || name.endsWith(".yml")) {
			return parse(file, text(file), YAML);
		}
		if (name.endsWith(".json")) {
			return parse(file, text(file), JSON);
		}
		if (name.endsWith(".jsonnet") || name.endsWith(".libsonnet")) {
			return evaluate(file);
		}
		throw new MixinException(file + " is none of .yaml, .json and .jsonnet: rename it");
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (NoSuchFileException ex) {
			throw new MixinException("there is no file " + file + ": create it, or leave --config out");
		}
		catch (IOException ex) {
			throw new MixinException("cannot read %s (%s): see whether it is yours".formatted(file, ex.getMessage()),
					ex);
		}
	}

	private static ConfigurationFile parse(Path file, String text, ObjectMapper mapper) {
		try {
			JsonNode root = mapper.readTree(text);
			return new ConfigurationFile(file, values(file, root), positions(mapper, text));
		}
		catch (JacksonException ex) {
			throw unreadable(file, ex);
		}
	}

	private static MixinException unreadable(Path file, JacksonException failure) {
		// What is wrong in YAML comes last, after what it is a part of.
		Matcher yaml = YAML_PROBLEM.matcher(failure.getOriginalMessage());
		MatchResult problem = yaml.results().reduce((first, second) -> second).orElse(null);
		if (problem != null) {
			return new MixinException(
					"%s:%s:%s: %s".formatted(file, problem.group(2), problem.group(3), problem.group(1)), failure);
		}
		TokenStreamLocation place = failure.getLocation();
		String message = failure.getOriginalMessage().lines().findFirst().orElse("not readable");
		return new MixinException("%s:%s: %s".formatted(file,
				(place != null) ? place.getLineNr() + ":" + place.getColumnNr() : "1:1", message), failure);
	}

	private static ConfigurationFile evaluate(Path file) {
		String text = text(file);
		Path folder = file.toAbsolutePath().getParent();
		try {
			JsonNode root = JSON.readTree(new JsonnetEngine(Sources.in((folder != null) ? folder : Path.of("")),
					Sources.onClassPath(ConfigurationFile.class.getClassLoader(), ""))
				.evaluate("import '%s'".formatted(file.getFileName()), Map.of()));
			Map<String, Object> values = values(file, root);
			Map<List<String>, Position> positions = new LinkedHashMap<>();
			search(text, List.of(), 0, values, positions);
			return new ConfigurationFile(file, values, positions);
		}
		catch (JsonnetException ex) {
			throw new MixinException(ex.getMessage(), ex);
		}
	}

	/**
	 * Look for the keys of an evaluated object in its text: a key that is computed is
	 * found where its parent is.
	 */
	private static void search(String text, List<String> path, int from, Map<?, ?> values,
			Map<List<String>, Position> positions) {
		values.forEach((key, value) -> {
			Matcher matcher = Pattern
				.compile("(?<![\\w.])['\"]?" + Pattern.quote(String.valueOf(key)) + "['\"]?\\s*\\+?:")
				.matcher(text);
			int start = matcher.find(from) ? matcher.start() : from;
			List<String> here = append(path, String.valueOf(key));
			positions.put(here, Position.of(text, start));
			if (value instanceof Map<?, ?> nested) {
				search(text, here, start, nested, positions);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> values(Path file, JsonNode root) {
		if (root.isMissingNode() || root.isNull()) {
			return Map.of();
		}
		if (!root.isObject()) {
			throw new MixinException(file + ":1:1: it must hold keys of _config, such as \"grafanaUrl: https://…\"");
		}
		return JSON.treeToValue(root, Map.class);
	}

	private static Map<List<String>, Position> positions(ObjectMapper mapper, String text) {
		Map<List<String>, Position> positions = new LinkedHashMap<>();
		List<String> path = new ArrayList<>();
		try (JsonParser parser = mapper.createParser(text)) {
			int lists = 0;
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				lists += (token == JsonToken.START_ARRAY) ? 1 : (token == JsonToken.END_ARRAY) ? -1 : 0;
				if (lists > 0) {
					continue;
				}
				if (token == JsonToken.PROPERTY_NAME) {
					path.add(parser.currentName());
					TokenStreamLocation place = parser.currentTokenLocation();
					positions.put(List.copyOf(path), new Position(place.getLineNr(), place.getColumnNr()));
				}
				else if (token == JsonToken.END_OBJECT || token.isScalarValue() || token == JsonToken.END_ARRAY) {
					if (!path.isEmpty()) {
						path.remove(path.size() - 1);
					}
				}
			}
		}
		return positions;
	}

	/**
	 * Say where in this file a failure comes from: from the key that it names, else from
	 * the one without which it does not happen.
	 * @param failure the failure
	 * @param attempt does again what failed, with other values
	 * @return the failure to tell
	 */
	MixinException locate(MixinException failure, Consumer<Map<String, ?>> attempt) {
		String original = String.valueOf(failure.getMessage());
		String message = OURS.matcher(original).replaceFirst("");
		Position named = named(message);
		if (named != null) {
			return at(named, message, failure);
		}
		List<List<String>> leaves = this.positions.keySet().stream().filter(this::isLeaf).limit(MOST_SUSPECTS).toList();
		for (List<String> leaf : leaves) {
			if (!original.equals(failureWithout(leaf, attempt))) {
				return at(this.positions.get(leaf), message, failure);
			}
		}
		return failure;
	}

	private @Nullable Position named(String message) {
		Matcher unknown = UNKNOWN_KEY.matcher(message);
		if (unknown.find()) {
			return find(unknown.group("path") + "." + unknown.group("key"));
		}
		Matcher wrong = WRONG_VALUE.matcher(message);
		return wrong.find() ? find(wrong.group("path")) : null;
	}

	private @Nullable Position find(String path) {
		return this.positions.entrySet()
			.stream()
			.filter((entry) -> path.equals("." + String.join(".", entry.getKey())))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private boolean isLeaf(List<String> path) {
		Object value = this.values;
		for (String key : path) {
			value = (value instanceof Map<?, ?> map) ? map.get(key) : null;
		}
		return !(value instanceof Map<?, ?> map && !map.isEmpty());
	}

	private @Nullable String failureWithout(List<String> path, Consumer<Map<String, ?>> attempt) {
		try {
			attempt.accept(without(this.values, path));
			return null;
		}
		catch (MixinException ex) {
			return ex.getMessage();
		}
	}

	private static Map<String, Object> without(Map<?, ?> values, List<String> path) {
		Map<String, Object> rest = new LinkedHashMap<>();
		values.forEach((key, value) -> {
			if (!path.get(0).equals(key)) {
				rest.put(String.valueOf(key), value);
			}
			else if (path.size() > 1 && value instanceof Map<?, ?> nested) {
				rest.put(String.valueOf(key), without(nested, path.subList(1, path.size())));
			}
		});
		return rest;
	}

	private MixinException at(@Nullable Position position, String message, MixinException cause) {
		return new MixinException("%s:%s: %s".formatted(this.file, position, message), cause);
	}

	private static List<String> append(List<String> path, String key) {
		List<String> longer = new ArrayList<>(path);
		longer.add(key);
		return List.copyOf(longer);
	}

	/**
	 * A place in a file.
	 *
	 * @param line the line, from 1
	 * @param column the column, from 1
	 */
	record Position(int line, int column) {

		static Position of(String text, int offset) {
			int line = 1 + (int) text.substring(0, offset).chars().filter((character) -> character == '\n').count();
			return new Position(line, offset - text.lastIndexOf('\n', offset - 1));
		}

		@Override
		public String toString() {
			return this.line + ":" + this.column;
		}

	}

}
