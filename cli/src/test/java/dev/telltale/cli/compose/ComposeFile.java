package dev.telltale.cli.compose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A Compose file, as the specification has it, as far as this stack uses it: any other
 * key, and any other type, is a problem.
 *
 * @param document the file
 */
record ComposeFile(Map<String, Object> document) {

	private static final Set<String> TOP = Set.of("name", "services", "volumes", "secrets");

	private static final Set<String> TEXT = Set.of("image", "pull_policy", "restart", "user", "network_mode",
			"mem_limit", "pid");

	private static final Set<String> LISTS = Set.of("profiles", "entrypoint", "command", "volumes", "ports", "cap_add",
			"cap_drop", "security_opt", "devices", "secrets");

	private static final Map<String, Set<String>> OBJECTS = Map.of("build", Set.of("context", "dockerfile", "target"),
			"logging", Set.of("driver", "options"), "healthcheck",
			Set.of("test", "interval", "timeout", "retries", "start_period"));

	private static final Set<String> CONDITIONS = Set.of("service_started", "service_healthy",
			"service_completed_successfully");

	static ComposeFile read(Path file) {
		return new ComposeFile(map(yaml(StackFolder.read(file))));
	}

	static Object yaml(String text) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		return new Yaml(new SafeConstructor(options)).load(text);
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> map(@Nullable Object value) {
		return (value instanceof Map<?, ?>) ? (Map<String, Object>) value : Map.of();
	}

	static List<String> texts(@Nullable Object value) {
		List<String> texts = new ArrayList<>();
		if (value instanceof List<?> list) {
			list.forEach((element) -> texts.add(String.valueOf(element)));
		}
		return texts;
	}

	/**
	 * Return this file with another on top, as Compose merges them: objects by key,
	 * commands and tests replaced, other lists joined.
	 */
	ComposeFile with(ComposeFile overlay) {
		return new ComposeFile(merge(this.document, overlay.document));
	}

	private static Map<String, Object> merge(Map<String, Object> base, Map<String, Object> overlay) {
		Map<String, Object> merged = new LinkedHashMap<>(base);
		overlay.forEach((key, value) -> {
			Object before = merged.get(key);
			if (before instanceof Map<?, ?> && value instanceof Map<?, ?>) {
				merged.put(key, merge(map(before), map(value)));
			}
			else if (before instanceof List<?> && value instanceof List<?>
					&& !Set.of("command", "entrypoint", "test").contains(key)) {
				List<Object> joined = new ArrayList<>((List<?>) before);
				joined.addAll((List<?>) value);
				merged.put(key, joined);
			}
			else {
				merged.put(key, value);
			}
		});
		return merged;
	}

	Map<String, Object> services() {
		return map(this.document.get("services"));
	}

	Map<String, Object> service(String name) {
		return map(services().get(name));
	}

	/**
	 * Return what is not as the specification says.
	 */
	List<String> problems() {
		List<String> problems = new ArrayList<>();
		this.document.keySet()
			.stream()
			.filter((key) -> !TOP.contains(key) && !key.startsWith("x-"))
			.forEach((key) -> problems.add("there is no top-level key " + key));
		services().forEach((name, service) -> {
			if (service instanceof Map<?, ?>) {
				map(service).forEach((key, value) -> check(name, key, value, problems));
			}
			else {
				problems.add(name + " must be an object");
			}
		});
		map(this.document.get("volumes")).forEach((name, volume) -> {
			if (volume != null) {
				problems.add("volume " + name + " must have no settings");
			}
		});
		map(this.document.get("secrets")).forEach((name, secret) -> {
			if (!map(secret).keySet().equals(Set.of("file"))) {
				problems.add("secret " + name + " must have a file and nothing else");
			}
		});
		return problems;
	}

	private void check(String service, String key, @Nullable Object value, List<String> problems) {
		String where = service + "." + key;
		if (TEXT.contains(key)) {
			require(value instanceof String, where + " must be a string", problems);
		}
		else if (LISTS.contains(key)) {
			require(value instanceof List<?> list && list.stream().allMatch(String.class::isInstance),
					where + " must be a list of strings", problems);
		}
		else if (key.equals("privileged")) {
			require(value instanceof Boolean, where + " must be true or false", problems);
		}
		else if (key.equals("environment")) {
			// An unquoted yes is a boolean, which Compose refuses.
			require(value instanceof Map<?, ?> && map(value).values().stream().allMatch(String.class::isInstance),
					where + " must be an object of strings", problems);
		}
		else if (key.equals("depends_on")) {
			map(value).forEach((other, dependency) -> {
				Map<String, Object> settings = map(dependency);
				require(services().containsKey(other), where + " names no service: " + other, problems);
				require(CONDITIONS.contains(settings.get("condition"))
						&& Set.of("condition", "required").containsAll(settings.keySet()),
						where + "." + other + " must have a condition that exists", problems);
			});
		}
		else if (OBJECTS.containsKey(key)) {
			require(value instanceof Map<?, ?> && OBJECTS.get(key).containsAll(map(value).keySet()),
					where + " may have " + OBJECTS.get(key) + " only", problems);
		}
		else {
			problems.add("there is no key " + where);
		}
	}

	private static void require(boolean condition, String problem, List<String> problems) {
		if (!condition) {
			problems.add(problem);
		}
	}

}
