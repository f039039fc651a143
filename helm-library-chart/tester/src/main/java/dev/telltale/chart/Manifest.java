package dev.telltale.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what Helm renders, as Kubernetes reads it: YAML 1.1 with {@code yes} for
 * {@code true} and {@code 0644} in base eight, but without dates and numbers in base
 * sixty. A key twice is an error.
 */
final class Manifest {

	private static final Pattern SEPARATOR = Pattern.compile("(?m)^---[ \\t]*(?:#.*)?$");

	private static final Pattern SOURCE = Pattern.compile("^\\s*# Source: (.+)\\R");

	private static final int LONGEST_DOCUMENT = 64 * 1024 * 1024;

	private static final JsonMapper JSON = new JsonMapper();

	private Manifest() {
	}

	/**
	 * Split a manifest into its documents.
	 * @param yaml the manifest
	 * @return the documents that are not empty
	 */
	static List<Document> split(String yaml) {
		List<Document> documents = new ArrayList<>();
		for (String text : SEPARATOR.split(yaml)) {
			if (text.lines().anyMatch((line) -> !line.isBlank() && !line.startsWith("#"))) {
				Matcher source = SOURCE.matcher(text);
				documents.add(source.find() ? new Document(source.group(1).strip(), text.substring(source.end()))
						: new Document("", text));
			}
		}
		return documents;
	}

	/**
	 * Read YAML.
	 * @param yaml the text of one document
	 * @return what it says
	 * @throws ChartException if it is no YAML, with the line of it
	 */
	static JsonNode read(String yaml) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		options.setCodePointLimit(LONGEST_DOCUMENT);
		DumperOptions dumper = new DumperOptions();
		try {
			Object value = new Yaml(new Constructor(options), new Representer(dumper), dumper, options,
					new KubernetesResolver())
				.load(yaml);
			return JSON.valueToTree(value);
		}
		catch (MarkedYAMLException ex) {
			Mark mark = ex.getProblemMark();
			String line = (mark != null) ? " in line " + (mark.getLine() + 1) : "";
			throw new ChartException("no valid YAML" + line + ": " + ex.getProblem(), ex);
		}
		catch (YAMLException ex) {
			throw new ChartException("no valid YAML: " + ex.getMessage(), ex);
		}
	}

	/**
	 * A document of a manifest.
	 *
	 * @param source the template that rendered it, empty if the manifest does not say
	 * @param text its YAML
	 */
	record Document(String source, String text) {

	}

	private static final class Constructor extends SafeConstructor {

		Constructor(LoaderOptions options) {
			super(options);
			this.yamlConstructors.put(Tag.BOOL, new ConstructYamlBool() {

				@Override
				public Object construct(Node node) {
					char first = ((ScalarNode) node).getValue().charAt(0);
					return switch (Character.toLowerCase(first)) {
						case 'y', 't' -> true;
						case 'n', 'f' -> false;
						default -> ((ScalarNode) node).getValue().length() == 2;
					};
				}

			});
		}

	}

	private static final class KubernetesResolver extends Resolver {

		private static final Pattern BOOLEAN = Pattern
			.compile("y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");

		private static final Pattern INTEGER = Pattern
			.compile("[-+]?(?:0b[01_]+|0[0-7_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*)");

		private static final Pattern FLOATING = Pattern
			.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\\.(?:inf|Inf|INF)"
					+ "|\\.(?:nan|NaN|NAN)");

		@Override
		protected void addImplicitResolvers() {
			addImplicitResolver(Tag.BOOL, BOOLEAN, "yYnNtTfFoO");
			addImplicitResolver(Tag.INT, INTEGER, "-+0123456789");
			addImplicitResolver(Tag.FLOAT, FLOATING, "-+0123456789.");
			addImplicitResolver(Tag.MERGE, MERGE, "<");
			addImplicitResolver(Tag.NULL, NULL, "~nN\0");
			addImplicitResolver(Tag.NULL, EMPTY, null);
		}

	}

}
