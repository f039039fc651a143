package dev.telltale.cli.scenario;

import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Finds the lines of values in a YAML text, for messages: what reads the values does not
 * keep their places.
 */
final class YamlLines {

	private YamlLines() {
	}

	/**
	 * Return where a value stands, or what it is missing in.
	 * @param text the text, which is well-formed
	 * @param path the path of the value, such as {@code expect[0].alert}
	 * @return the line, from 1; nothing if the text is empty
	 */
	static OptionalInt find(String text, String path) {
		Node node = new Compose(LoadSettings.builder().build()).composeString(text).orElse(null);
		int line = lineOf(node);
		String rest = path;
		while (node != null && !rest.isEmpty()) {
			if (node instanceof MappingNode mapping) {
				NodeTuple entry = entry(mapping, rest);
				if (entry == null) {
					break;
				}
				line = lineOf(entry.getKeyNode());
				rest = rest.substring(((ScalarNode) entry.getKeyNode()).getValue().length());
				node = entry.getValueNode();
			}
			else if (node instanceof SequenceNode sequence && rest.matches("\\[\\d+].*")) {
				int end = rest.indexOf(']');
				int index = Integer.parseInt(rest.substring(1, end));
				if (index >= sequence.getValue().size()) {
					break;
				}
				node = sequence.getValue().get(index);
				line = lineOf(node);
				rest = rest.substring(end + 1);
			}
			else {
				break;
			}
			rest = rest.startsWith(".") ? rest.substring(1) : rest;
		}
		return (line > 0) ? OptionalInt.of(line) : OptionalInt.empty();
	}

	/** The entry whose key the path begins with; keys may hold dots. */
	private static @Nullable NodeTuple entry(MappingNode mapping, String path) {
		for (NodeTuple tuple : mapping.getValue()) {
			if (tuple.getKeyNode() instanceof ScalarNode key && path.startsWith(key.getValue())) {
				String rest = path.substring(key.getValue().length());
				if (rest.isEmpty() || rest.startsWith(".") || rest.startsWith("[")) {
					return tuple;
				}
			}
		}
		return null;
	}

	private static int lineOf(@Nullable Node node) {
		return (node != null) ? node.getStartMark().map((mark) -> mark.getLine() + 1).orElse(0) : 0;
	}

}
