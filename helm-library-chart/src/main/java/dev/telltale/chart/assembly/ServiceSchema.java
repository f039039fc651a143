package dev.telltale.chart.assembly;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of the values of a service's chart, for editors: what Helm checks below
 * {@code observability}, and anything besides.
 */
final class ServiceSchema {

	// The newest that editors know everywhere. The library's schema has nothing newer.
	private static final String DIALECT = "http://json-schema.org/draft-07/schema#";

	private ServiceSchema() {
	}

	/**
	 * Return the schema.
	 * @param library the schema of the library's own values
	 * @return the schema of the values of a chart that depends on it under its own name
	 */
	static ObjectNode of(JsonNode library) {
		ObjectNode below = ((ObjectNode) library).deepCopy();
		below.remove("$schema");
		ObjectNode schema = new JsonMapper().createObjectNode();
		schema.put("$schema", DIALECT);
		schema.put("title", "Values of a chart that depends on the library chart observability");
		schema.put("type", "object");
		schema.putObject("properties").set("observability", below);
		return schema;
	}

}
