package dev.telltale.chart;

import java.util.function.BiConsumer;

import tools.jackson.databind.JsonNode;

/**
 * Walks JSON by pointers.
 */
final class Pointers {

	private Pointers() {
	}

	/**
	 * Append a key to a pointer.
	 * @param pointer the pointer
	 * @param key the key
	 * @return the longer pointer
	 */
	static String append(String pointer, String key) {
		return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
	}

	/**
	 * Visit the items of a list.
	 * @param parent what has the list
	 * @param pointer where the parent stands
	 * @param key the key of the list
	 * @param visitor takes each item and its pointer
	 */
	static void items(JsonNode parent, String pointer, String key, BiConsumer<JsonNode, String> visitor) {
		JsonNode list = parent.path(key);
		if (list.isArray()) {
			for (int i = 0; i < list.size(); i++) {
				visitor.accept(list.get(i), append(pointer, key) + "/" + i);
			}
		}
	}

	/**
	 * Visit a node and all that is in it.
	 * @param node the node
	 * @param pointer where it stands
	 * @param visitor takes each node and its pointer
	 */
	static void all(JsonNode node, String pointer, BiConsumer<JsonNode, String> visitor) {
		visitor.accept(node, pointer);
		if (node.isObject()) {
			node.properties().forEach((entry) -> all(entry.getValue(), append(pointer, entry.getKey()), visitor));
		}
		else if (node.isArray()) {
			for (int i = 0; i < node.size(); i++) {
				all(node.get(i), pointer + "/" + i, visitor);
			}
		}
	}

	/**
	 * Return a node as text.
	 * @param node the node
	 * @return its text, empty if it is missing or no string
	 */
	static String text(JsonNode node) {
		return node.isString() ? node.asString() : "";
	}

}
