package dev.telltale.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.telltale.chart.Manifest.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates objects of custom resources by the schemas of their definitions. As strict as
 * {@code kubectl apply --validate=strict}: what the schema does not name is unknown.
 */
final class CustomKinds {

	private static final JsonMapper JSON = new JsonMapper();

	private static final SchemaRegistry REGISTRY = SchemaRegistry
		.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private static final Map<String, Optional<Kind>> BUNDLED = new ConcurrentHashMap<>();

	private final Map<String, Kind> own;

	/**
	 * Know the kinds whose schemas are bundled.
	 */
	CustomKinds() {
		this(Map.of());
	}

	private CustomKinds(Map<String, Kind> own) {
		this.own = own;
	}

	/**
	 * Know the kinds of definitions too.
	 * @param yaml definitions, among other documents
	 * @return all kinds
	 * @throws ChartException if it is no YAML, or if no document is a definition
	 */
	CustomKinds with(String yaml) {
		Map<String, Kind> more = new HashMap<>(this.own);
		boolean found = false;
		for (Document document : Manifest.split(yaml)) {
			JsonNode definition = Manifest.read(document.text());
			if (definition.path("kind").asString("").equals("CustomResourceDefinition")) {
				found = true;
				String group = definition.at("/spec/group").asString("");
				String kind = definition.at("/spec/names/kind").asString("");
				for (JsonNode version : definition.at("/spec/versions")) {
					more.put(group + "_" + version.path("name").asString("") + "_" + kind,
							Kind.of(version.at("/schema/openAPIV3Schema")));
				}
			}
		}
		if (!found) {
			throw new ChartException("there is no object of kind CustomResourceDefinition");
		}
		return new CustomKinds(more);
	}

	/**
	 * Say whether a kind is known here.
	 * @param object an object of that kind
	 * @return whether it is
	 */
	boolean know(KubernetesObject object) {
		return kind(object).isPresent();
	}

	/**
	 * Validate an object of a known kind.
	 * @param object the object
	 * @param problems where to say what is wrong
	 */
	void validate(KubernetesObject object, Problems problems) {
		Kind kind = kind(object).orElseThrow();
		for (Error error : kind.schema().validate(object.json())) {
			report(object, error, problems);
		}
		findDuplicates(kind.definition(), object, object.json(), "", problems);
	}

	private Optional<Kind> kind(KubernetesObject object) {
		String name = object.apiVersion().replace('/', '_') + "_" + object.kind();
		if (this.own.containsKey(name)) {
			return Optional.of(this.own.get(name));
		}
		return name.matches("[-\\w.]+") ? BUNDLED.computeIfAbsent(name, CustomKinds::load) : Optional.empty();
	}

	private static Optional<Kind> load(String name) {
		try (InputStream file = CustomKinds.class.getResourceAsStream("crd/" + name + ".json")) {
			if (file == null) {
				return Optional.empty();
			}
			return Optional.of(Kind.of(JSON.readTree(file).get("schema")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// A definition says with words of its own what JSON schema says otherwise. What
	// stands
	// in a junctor only adds conditions, and is left open.
	private static void close(JsonNode schema) {
		if (!(schema instanceof ObjectNode object)) {
			return;
		}
		if (object.path("x-kubernetes-int-or-string").asBoolean(false)) {
			object.remove("anyOf");
			object.set("type", types("integer", "string"));
		}
		if (object.path("nullable").asBoolean(false) && object.path("type").isString()) {
			object.set("type", types(object.get("type").asString(), "null"));
		}
		boolean open = object.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)
				|| object.has("additionalProperties");
		if (object.has("properties") && !open) {
			object.put("additionalProperties", false);
		}
		object.path("properties").forEach(CustomKinds::close);
		close(object.path("items"));
		close(object.path("additionalProperties"));
	}

	private static ArrayNode types(String... types) {
		ArrayNode list = JsonNodeFactory.instance.arrayNode();
		for (String type : types) {
			list.add(type);
		}
		return list;
	}

	private static void report(KubernetesObject object, Error error, Problems problems) {
		String path = error.getInstanceLocation().toString();
		String property = error.getProperty();
		switch (error.getKeyword()) {
			case "additionalProperties" -> problems.add(object, Pointers.append(path, property), "unknown field");
			case "required" -> problems.add(object, Pointers.append(path, property), "required, but missing");
			default -> problems.add(object, path, value(object, path) + error.getMessage());
		}
	}

	private static String value(KubernetesObject object, String path) {
		JsonNode value = object.at(path);
		return (value.isValueNode() && !value.isNull()) ? value + " " : "";
	}

	private static void findDuplicates(JsonNode schema, KubernetesObject object, JsonNode node, String path,
			Problems problems) {
		JsonNode keys = schema.path("x-kubernetes-list-map-keys");
		if (keys.isArray() && node.isArray()) {
			Set<String> seen = new HashSet<>();
			for (int i = 0; i < node.size(); i++) {
				JsonNode item = node.get(i);
				String identity = keys.valueStream()
					.map((key) -> key.asString() + " " + item.path(key.asString()))
					.reduce((one, other) -> one + ", " + other)
					.orElse("");
				if (!seen.add(identity)) {
					problems.add(object, path + "/" + i, "is there twice: " + identity);
				}
			}
		}
		if (node.isObject()) {
			node.properties()
				.forEach((entry) -> findDuplicates(
						schema.path("properties").path(entry.getKey()).isMissingNode()
								? schema.path("additionalProperties") : schema.path("properties").path(entry.getKey()),
						object, entry.getValue(), Pointers.append(path, entry.getKey()), problems));
		}
		else if (node.isArray()) {
			for (int i = 0; i < node.size(); i++) {
				findDuplicates(schema.path("items"), object, node.get(i), path + "/" + i, problems);
			}
		}
	}

	private record Kind(JsonNode definition, Schema schema) {

		static Kind of(JsonNode definition) {
			JsonNode closed = definition.deepCopy();
			close(closed);
			return new Kind(definition, REGISTRY.getSchema(closed));
		}

	}

}
