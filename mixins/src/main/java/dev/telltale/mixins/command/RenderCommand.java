package dev.telltale.mixins.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.runbooks.Runbooks;
import dev.telltale.mixins.runbooks.Scenarios;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Renders a mixin to files.
 */
@Command(name = "render",
		description = { "Render dashboards, rules, Alertmanager configuration and runbooks to a folder of their own.",
				"What an earlier rendering left there is replaced, at once and only if nothing is wrong." })
class RenderCommand implements Callable<Integer> {

	private enum Format {

		prometheus, kubernetes

	}

	@picocli.CommandLine.Mixin
	private MixinOptions options = new MixinOptions();

	@Option(names = "--format", paramLabel = "FORMAT", defaultValue = "prometheus",
			description = "prometheus (files as Prometheus, Alertmanager and Grafana read them) or kubernetes (objects"
					+ " of the Prometheus Operator, and ConfigMaps); ${DEFAULT-VALUE} if not given.")
	private Format format = Format.prometheus;

	@Option(names = "--scenarios", paramLabel = "DIR",
			description = "The folder of the scenarios of \"telltale prove\": runbooks tell how to reproduce by them.")
	private @Nullable Path scenarios;

	@Option(names = "--output", paramLabel = "DIR", required = true, description = "The folder to write.")
	private Path output = Path.of("");

	@Spec
	private @Nullable CommandSpec spec;

	@Override
	public Integer call() {
		Mixin mixin = this.options.mixin();
		Scenarios known = (this.scenarios != null) ? Scenarios.in(this.scenarios) : Scenarios.none();
		Rendering rendering = this.options.withConfig((config) -> render(mixin, config, known));
		rendering.writeTo(this.output);
		if (this.spec != null) {
			this.spec.commandLine().getOut().println("Rendered %s to %s".formatted(summary(rendering), this.output));
		}
		return 0;
	}

	private Rendering render(Mixin mixin, Map<String, ?> config, Scenarios known) {
		Rendering rendering = (this.format == Format.kubernetes) ? mixin.renderForKubernetes(config)
				: mixin.render(config);
		return rendering.with(new Runbooks(mixin, known).render(config));
	}

	private static String summary(Rendering rendering) {
		return rendering.files()
			.keySet()
			.stream()
			.collect(Collectors.groupingBy((path) -> path.substring(0, path.indexOf('/')), TreeMap::new,
					Collectors.counting()))
			.entrySet()
			.stream()
			.map((folder) -> folder.getValue() + " files of " + folder.getKey())
			.collect(Collectors.joining(", "));
	}

}
