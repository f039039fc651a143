package dev.telltale.mixins.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.telltale.mixins.Mixin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * Lists what a mixin holds.
 */
@Command(name = "list", description = "List the alerts, with severity and summary, and the dashboards.")
class ListCommand implements Callable<Integer> {

	private static final String CONTENTS = """
			local files = (import 'lib/render.libsonnet')(mixin);
			local paths(folder) = [path for path in std.objectFields(files) if std.startsWith(path, folder)];
			{
			  alerts: [
			    [rule.alert, rule.labels.severity, rule.annotations.summary]
			    for path in paths('prometheus/rules/')
			    for group in files[path].groups
			    for rule in group.rules
			    if std.objectHas(rule, 'alert')
			  ],
			  dashboards: [[files[path].uid, files[path].title, files[path].description] for path in paths('dashboards/')],
			}
			""";

	@picocli.CommandLine.Mixin
	private MixinOptions options = new MixinOptions();

	@Spec
	private @Nullable CommandSpec spec;

	@Override
	public Integer call() {
		Mixin mixin = this.options.mixin();
		JsonNode contents = this.options.withConfig((config) -> mixin.evaluate(CONTENTS, config));
		if (this.spec != null) {
			print(contents, this.spec.commandLine().getOut());
		}
		return 0;
	}

	private static void print(JsonNode contents, PrintWriter out) {
		List<String> alerts = new ArrayList<>();
		contents.get("alerts")
			.forEach((alert) -> alerts.add(line(alert.get(0), alert.get(1).asString(), alert.get(2))));
		alerts.stream().distinct().sorted().forEach(out::println);
		contents.get("dashboards")
			.forEach((dashboard) -> out
				.println(line(dashboard.get(0), "dashboard", dashboard.get(1)) + ": " + dashboard.get(2).asString()));
	}

	private static String line(JsonNode name, String kind, JsonNode text) {
		return "%-32s %-9s %s".formatted(name.asString(), kind, text.asString());
	}

}
