package dev.telltale.chart.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.telltale.chart.Chart;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Problem;
import dev.telltale.chart.Rendering;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The features of {@code examples/kubernetes/features.yaml}, and how far each is proved:
 * worked out of what the charts render, of the tests that there are, and of what the
 * workflow says of itself.
 */
final class Features {

	static final Path EXAMPLES = Path.of("../examples/kubernetes");

	private static final Set<String> KEYS = Set.of("name", "step", "chart", "with", "without", "brings", "started",
			"files");

	private static final String NOTES = "NOTES";

	private static final Map<String, Chart> CHARTS = new LinkedHashMap<>();

	private static final Map<String, Rendering> RENDERINGS = new LinkedHashMap<>();

	private static final Map<Rendering, List<Problem>> PROBLEMS = new HashMap<>();

	private Features() {
	}

	/**
	 * Read the features of a file.
	 * @param text the text of the file
	 * @return the features in its order
	 * @throws AssertionError if one has a key that nobody knows, or lacks its name or
	 * step
	 */
	static List<Feature> read(String text) {
		List<Feature> features = new ArrayList<>();
		for (JsonNode node : PlatformFiles.yaml("features.yaml", text).path("features")) {
			for (String key : node.propertyNames()) {
				if (!KEYS.contains(key)) {
					throw new AssertionError("features.yaml: " + key + " is no key of a feature: " + KEYS);
				}
			}
			features
				.add(new Feature(required(node, "name"), required(node, "step"), text(node, "chart"), node.path("with"),
						node.path("without"), list(node, "brings"), text(node, "started"), list(node, "files")));
		}
		return features;
	}

	/**
	 * Read the features of the project.
	 */
	static List<Feature> read() {
		return read(content(EXAMPLES.resolve("features.yaml")));
	}

	/**
	 * Return a chart of the examples.
	 * @param folder the name of its folder
	 */
	static Chart chart(String folder) {
		return CHARTS.computeIfAbsent(folder,
				(name) -> Chart.in(EXAMPLES.resolve(name))
					.name(name.equals("platform") ? "telltale" : name)
					.namespace("monitoring"));
	}

	static String content(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the names of the tests that start the service.
	 */
	static Set<String> startingTests() {
		Set<String> names = new TreeSet<>();
		for (Method method : SampleServiceIT.class.getDeclaredMethods()) {
			if (AnnotationSupport.isAnnotated(method, Testable.class)) {
				names.add(method.getName());
			}
		}
		return names;
	}

	private static String required(JsonNode node, String key) {
		String text = text(node, key);
		if (text == null) {
			throw new AssertionError("features.yaml: " + key + " is missing in " + node);
		}
		return text;
	}

	private static @Nullable String text(JsonNode node, String key) {
		return node.path(key).isString() ? node.path(key).asString() : null;
	}

	private static List<String> list(JsonNode node, String key) {
		return node.path(key).valueStream().map(JsonNode::asString).toList();
	}

	/**
	 * Something that the charts or the platform bring.
	 *
	 * @param name what it is
	 * @param step the id of the step that shows it on a cluster
	 * @param chart the folder of the chart that renders it
	 * @param with values that switch it on
	 * @param without values that switch it off
	 * @param brings kinds that must change with it
	 * @param started the test that starts the service with it
	 * @param files values of other charts
	 */
	record Feature(String name, String step, @Nullable String chart, JsonNode with, JsonNode without,
			List<String> brings, @Nullable String started, List<String> files) {

		/**
		 * Work out how far it is proved.
		 * @throws AssertionError if it does not bring what it says, if that is not valid,
		 * or if its test or a file is not there
		 */
		Proof proof() {
			for (String file : this.files) {
				if (!Files.isRegularFile(EXAMPLES.resolve(file))) {
					throw new AssertionError(this.name + ": there is no file " + file);
				}
			}
			if (this.started != null && !startingTests().contains(this.started)) {
				throw new AssertionError(
						this.name + ": SampleServiceIT has no test " + this.started + ": " + startingTests());
			}
			boolean starts = this.started != null;
			if (this.chart == null) {
				if (!this.brings.isEmpty() || starts) {
					throw new AssertionError(this.name + ": only a chart brings objects; name it, or leave them out");
				}
				return new Proof(false, false, false, false);
			}
			if (this.brings.isEmpty()) {
				throw new AssertionError(this.name + ": say what it brings");
			}
			Rendering on = render(this.chart, this.with);
			Rendering off = render(this.chart, this.without);
			List<KubernetesObject> before = all(off).toList();
			List<KubernetesObject> brought = all(on).filter((object) -> !before.contains(object)).toList();
			Set<String> kinds = new TreeSet<>(brought.stream().map(KubernetesObject::kind).toList());
			if (!on.notes().equals(off.notes())) {
				kinds.add(NOTES);
			}
			if (!kinds.containsAll(this.brings)) {
				throw new AssertionError(this.name + " brings " + kinds + ", not " + this.brings);
			}
			boolean strict = false;
			boolean schema = false;
			List<Problem> problems = PROBLEMS.computeIfAbsent(on, Rendering::problems);
			for (KubernetesObject object : brought) {
				if (this.brings.contains(object.kind())) {
					boolean custom = hasSchema(object);
					schema |= custom;
					strict |= !custom;
				}
			}
			if (!problems.isEmpty()) {
				throw new AssertionError(this.name + ": " + problems);
			}
			return new Proof(true, strict, schema, starts);
		}

		private static Stream<KubernetesObject> all(Rendering rendering) {
			return Stream.concat(rendering.objects().stream(), rendering.hooks().stream());
		}

		private static Rendering render(String folder, JsonNode values) {
			String yaml = values.isMissingNode() ? "{}" : new JsonMapper().writeValueAsString(values);
			return RENDERINGS.computeIfAbsent(folder + yaml,
					(key) -> Features.chart(folder).values("{\"observability\": " + yaml + "}").render());
		}

		// The tester reads objects of other kinds by Kubernetes' own models.
		private static boolean hasSchema(KubernetesObject object) {
			return Chart.class
				.getResource("crd/" + object.apiVersion().replace('/', '_') + "_" + object.kind() + ".json") != null;
		}

	}

	/**
	 * How far a feature is proved.
	 *
	 * @param rendered whether a chart of ours renders it
	 * @param strict whether objects of Kubernetes' own kinds in it are read strictly
	 * @param schema whether objects of others' kinds in it fit their schemas
	 * @param started whether the service was started with the rendered environment
	 */
	record Proof(boolean rendered, boolean strict, boolean schema, boolean started) {

	}

}
