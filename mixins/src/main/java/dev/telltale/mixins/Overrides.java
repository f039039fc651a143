package dev.telltale.mixins;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a user changes in a mixin's {@code _config}.
 *
 * @param config values by key, nested
 */
record Overrides(Map<String, ?> config) {

	private static final JsonMapper JSON = new JsonMapper();

	/**
	 * Check that every key exists and that its value is of the same kind. An empty object
	 * takes any key.
	 * @param defaults the mixin's {@code _config}
	 */
	void check(JsonNode defaults) {
		check("_config", this.config, defaults);
	}

	private static void check(String path, Map<?, ?> config, JsonNode defaults) {
		if (defaults.isEmpty()) {
			return;
		}
		config.forEach((key, value) -> {
			JsonNode before = defaults.get(String.valueOf(key));
			if (before == null) {
				throw new MixinException("%s has no key \"%s\": it has %s".formatted(path, key,
						String.join(", ", defaults.propertyNames())));
			}
			String here = path + "." + key;
			if (!kind(before).equals(kind(value))) {
				throw new MixinException("%s must be %s, not %s".formatted(here, kind(before), kind(value)));
			}
			if (value instanceof Map<?, ?> nested) {
				check(here, nested, before);
			}
		});
	}

	private static String kind(@Nullable Object value) {
		if (value instanceof JsonNode node) {
			return kind(switch (node.getNodeType()) {
				case OBJECT -> Map.of();
				case ARRAY -> List.of();
				case NUMBER -> 0;
				case BOOLEAN -> false;
				case NULL, MISSING -> null;
				default -> node.asString();
			});
		}
		if (value instanceof Map) {
			return "an object";
		}
		if (value instanceof Collection) {
			return "a list";
		}
		if (value instanceof Number) {
			return "a number";
		}
		if (value instanceof Boolean) {
			return "true or false";
		}
		return (value != null) ? "a string" : "null";
	}

	/**
	 * Return these overrides as jsonnet that is merged at every depth.
	 * @return an object
	 */
	String toJsonnet() {
		return toJsonnet(this.config);
	}

	private static String toJsonnet(Map<?, ?> object) {
		return object.entrySet().stream().map((entry) -> {
			String key = JSON.writeValueAsString(String.valueOf(entry.getKey()));
			return (entry.getValue() instanceof Map<?, ?> nested) ? key + "+: " + toJsonnet(nested)
					: key + ": " + JSON.writeValueAsString(entry.getValue());
		}).collect(Collectors.joining(", ", "{", "}"));
	}

}
