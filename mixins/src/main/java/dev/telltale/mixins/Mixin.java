package dev.telltale.mixins;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.telltale.mixins.jsonnet.JsonnetEngine;
import dev.telltale.mixins.jsonnet.JsonnetException;
import dev.telltale.mixins.jsonnet.Sources;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A monitoring mixin: jsonnet that describes dashboards, alerts, recording rules and the
 * Alertmanager's configuration, and that a configuration adapts.
 * <p>
 * Safe for use by several threads.
 */
public final class Mixin {

	/**
	 * The configuration of the demo: production's rules, with every duration a fifteenth
	 * of production's.
	 */
	public static final Map<String, Object> DEMO = Map.of("timeDivisor", 15, "scrapeInterval", "2s");

	private static final String FOLDER = "telltale/mixin";

	private static final JsonMapper JSON = new JsonMapper();

	private final List<Sources> sources;

	private final JsonnetEngine engine;

	private Mixin(Sources... sources) {
		this.sources = List.of(sources);
		this.engine = new JsonnetEngine(sources);
	}

	/**
	 * Return the mixin that comes with Telltale.
	 * @return the mixin
	 */
	public static Mixin bundled() {
		return new Mixin(bundle());
	}

	/**
	 * Return the mixin of a directory, which starts at its {@code mixin.libsonnet}. Its
	 * files may import Telltale's: {@code (import 'telltale/mixin/mixin.libsonnet') + { …
	 * }}.
	 * @param directory the directory
	 * @return the mixin
	 * @throws MixinException if the directory has no {@code mixin.libsonnet}
	 */
	public static Mixin in(Path directory) {
		if (!Files.isRegularFile(directory.resolve("mixin.libsonnet"))) {
			throw new MixinException("no mixin.libsonnet in " + directory + ": create it, such as with \"import '"
					+ FOLDER + "/mixin.libsonnet'\"");
		}
		return new Mixin(Sources.in(directory), bundle(), Sources.onClassPath(Mixin.class.getClassLoader(), ""));
	}

	private static Sources bundle() {
		return Sources.onClassPath(Mixin.class.getClassLoader(), FOLDER);
	}

	/**
	 * Return the text of one of the mixin's files, a user's before Telltale's.
	 * @param path the path within the mixin, such as {@code runbooks/ServiceDown.md}
	 * @return the text, or {@code null} if there is no such file
	 */
	public @Nullable String read(String path) {
		return this.sources.stream().map((tree) -> tree.read(path)).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * Render everything.
	 * @param config what differs from the mixin's {@code _config}: values by key, nested
	 * as there
	 * @return the files
	 * @throws MixinException if the jsonnet is wrong, or a key of the configuration does
	 * not exist or has a value of another type
	 */
	public Rendering render(Map<String, ?> config) {
		return Rendering.of(evaluate("(import 'lib/render.libsonnet')(mixin)", config));
	}

	/**
	 * Render everything as objects of Kubernetes, for the Prometheus Operator and
	 * Grafana's sidecar.
	 * @param config what differs from the mixin's {@code _config}
	 * @return the files, below {@code kubernetes}
	 * @throws MixinException as for {@link #render(Map)}
	 */
	public Rendering renderForKubernetes(Map<String, ?> config) {
		return Rendering.of(evaluate("(import 'lib/kubernetes.libsonnet')(mixin)", config));
	}

	/**
	 * Evaluate a jsonnet expression in which {@code mixin} is this mixin.
	 * @param expression the expression, such as {@code mixin._config}
	 * @param config what differs from the mixin's {@code _config}
	 * @return the result
	 * @throws MixinException as for {@link #render(Map)}
	 */
	public JsonNode evaluate(String expression, Map<String, ?> config) {
		if (config.isEmpty()) {
			return evaluate(expression, "{}");
		}
		Overrides overrides = new Overrides(config);
		overrides.check(evaluate("mixin._config", "{}"));
		return evaluate(expression, overrides.toJsonnet());
	}

	private JsonNode evaluate(String expression, String overrides) {
		String code = "local mixin = (import 'mixin.libsonnet') + { _config+:: std.extVar('config') }; " + expression;
		try {
			return JSON.readTree(this.engine.evaluate(code, Map.of("config", overrides)));
		}
		catch (JsonnetException ex) {
			throw new MixinException(ex.getMessage(), ex);
		}
	}

}
