package dev.telltale.mixins.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.telltale.mixins.MixinException;
import dev.telltale.mixins.Rendering;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A group of rules, which Prometheus evaluates one after another.
 *
 * @param file the path of its file in the rendering
 * @param name its name
 * @param interval how often it is evaluated, if not as often as all others
 * @param rules its rules
 */
public record RuleGroup(String file, String name, @Nullable String interval, List<Rule> rules) {

	private static final String FOLDER = "prometheus/rules/";

	private static final YAMLMapper YAML = new YAMLMapper();

	private static final JsonMapper JSON = new JsonMapper();

	/**
	 * Create a group.
	 * @param file the path of its file in the rendering
	 * @param name its name
	 * @param interval how often it is evaluated, if not as often as all others
	 * @param rules its rules
	 */
	public RuleGroup {
		rules = List.copyOf(rules);
	}

	/**
	 * Return the groups of a rendering.
	 * @param rendering the rendering
	 * @return the groups by file, in the order of each file
	 * @throws MixinException if a file of rules is no YAML
	 */
	public static List<RuleGroup> of(Rendering rendering) {
		List<RuleGroup> groups = new ArrayList<>();
		rendering.files().forEach((path, text) -> {
			if (path.startsWith(FOLDER)) {
				for (JsonNode group : read(path, text).path("groups")) {
					groups.add(new RuleGroup(path, group.path("name").asString(""),
							group.has("interval") ? group.get("interval").asString("") : null,
							group.path("rules").valueStream().map(Rule::of).toList()));
				}
			}
		});
		return groups;
	}

	/**
	 * Return all rules of groups.
	 * @param groups the groups
	 * @return the rules, in their order
	 */
	public static List<Rule> rules(Collection<RuleGroup> groups) {
		return groups.stream().flatMap((group) -> group.rules().stream()).toList();
	}

	/**
	 * Return this group with other rules.
	 * @param change what becomes of each rule, {@code null} if it goes
	 * @return the changed group
	 */
	public RuleGroup with(UnaryOperator<@Nullable Rule> change) {
		List<Rule> changed = new ArrayList<>();
		for (Rule rule : this.rules) {
			Rule after = change.apply(rule);
			if (after != null) {
				changed.add(after);
			}
		}
		return new RuleGroup(this.file, this.name, this.interval, changed);
	}

	/**
	 * Return a file of rules, as JSON, which is YAML too.
	 * @param groups the groups of the file; those without rules are left out
	 * @return the text
	 */
	public static String print(Collection<RuleGroup> groups) {
		ObjectNode file = JSON.createObjectNode();
		file.putArray("groups")
			.addAll(groups.stream().filter((group) -> !group.rules().isEmpty()).map(RuleGroup::toJson).toList());
		return JSON.writeValueAsString(file);
	}

	private ObjectNode toJson() {
		ObjectNode group = JSON.createObjectNode().put("name", this.name);
		if (this.interval != null) {
			group.put("interval", this.interval);
		}
		group.putArray("rules").addAll(this.rules.stream().map(Rule::toJson).toList());
		return group;
	}

	private static JsonNode read(String path, String text) {
		try {
			return YAML.readTree(text);
		}
		catch (JacksonException ex) {
			throw new MixinException(path + " is no YAML: " + ex.getOriginalMessage(), ex);
		}
	}

}
