package dev.telltale.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.telltale.chart.Sources.Shown;

/**
 * A Helm chart and the values to render it with. Immutable: each method that sets
 * something returns another chart, so that one chart may serve all tests, also at the
 * same time.
 */
public final class Chart {

	private final Sources sources;

	private final Release release;

	private final CustomKinds customKinds;

	private Chart(Sources sources, Release release, CustomKinds customKinds) {
		this.sources = sources;
		this.release = release;
		this.customKinds = customKinds;
	}

	Chart(Sources sources) {
		this(sources, new Release("release-name", "default", "1.33.0", List.of(), Map.of()), new CustomKinds());
	}

	/**
	 * Return the chart of a folder. What it depends on is fetched into a copy; nothing is
	 * written to the folder.
	 * @param folder the folder that has the {@code Chart.yaml}
	 * @return the chart, as release {@code release-name} in namespace {@code default} of
	 * Kubernetes 1.33.0, with the values it brings
	 * @throws ChartException if the folder is no chart, or if Helm does not find what it
	 * depends on
	 * @throws IllegalStateException if there is no Helm on this machine
	 */
	public static Chart in(Path folder) {
		return new Chart(new Sources(folder));
	}

	/**
	 * Add values. Later values win over earlier ones, also over those of files.
	 * @param yaml the values as YAML
	 * @return the chart with them
	 * @throws ChartException if it is no YAML
	 */
	public Chart values(String yaml) {
		try {
			Manifest.read(yaml);
		}
		catch (ChartException ex) {
			throw new ChartException("The values are " + ex.getMessage(), ex);
		}
		return withFile(Workspace.values(yaml));
	}

	/**
	 * Add a file of values. Later values win over earlier ones.
	 * @param file the file
	 * @return the chart with it
	 * @throws ChartException if there is no such file
	 */
	public Chart valuesFile(Path file) {
		if (!Files.isRegularFile(file)) {
			throw new ChartException("There is no file of values at " + file.toAbsolutePath());
		}
		// Helm would take a comma in a path for the end of it.
		return withFile(Workspace.values(content(file)));
	}

	private Chart withFile(Path file) {
		List<Path> files = new ArrayList<>(this.release.valuesFiles());
		files.add(file);
		return with(new Release(this.release.name(), this.release.namespace(), this.release.kubernetes(), files,
				this.release.settings()));
	}

	private static String content(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new ChartException("cannot read " + file.toAbsolutePath() + ": " + ex, ex);
		}
	}

	/**
	 * Set a single value, as {@code --set} does: {@code 1} is a number, {@code true} a
	 * boolean, all else a string. It wins over all files.
	 * @param path where it stands, such as {@code image.tag}
	 * @param value the value
	 * @return the chart with it
	 */
	public Chart set(String path, Object value) {
		Map<String, String> settings = new LinkedHashMap<>(this.release.settings());
		settings.put(path, value.toString());
		return with(new Release(this.release.name(), this.release.namespace(), this.release.kubernetes(),
				this.release.valuesFiles(), settings));
	}

	/**
	 * Set the name of the release.
	 * @param name the name
	 * @return the chart with it
	 */
	public Chart name(String name) {
		return with(new Release(name, this.release.namespace(), this.release.kubernetes(), this.release.valuesFiles(),
				this.release.settings()));
	}

	/**
	 * Set the namespace.
	 * @param namespace the namespace
	 * @return the chart with it
	 */
	public Chart namespace(String namespace) {
		return with(new Release(this.release.name(), namespace, this.release.kubernetes(), this.release.valuesFiles(),
				this.release.settings()));
	}

	/**
	 * Set the version of Kubernetes.
	 * @param version the version, such as {@code 1.33.0}
	 * @return the chart with it
	 */
	public Chart kubernetes(String version) {
		return with(new Release(this.release.name(), this.release.namespace(), version, this.release.valuesFiles(),
				this.release.settings()));
	}

	/**
	 * Add definitions of custom resources, by which objects of their kinds are validated.
	 * Those of the Prometheus operator, the Gateway API's HTTPRoute and the Grafana
	 * operator's dashboards and rules are known already.
	 * @param file a file of YAML with objects of kind {@code CustomResourceDefinition},
	 * as {@code kubectl apply} takes it
	 * @return the chart with them
	 * @throws ChartException if there is no such file, or no definition in it
	 */
	public Chart definitions(Path file) {
		try {
			return new Chart(this.sources, this.release, this.customKinds.with(content(file)));
		}
		catch (ChartException ex) {
			throw new ChartException("No definitions in " + file.toAbsolutePath() + ": " + ex.getMessage(), ex);
		}
	}

	private Chart with(Release other) {
		return new Chart(this.sources, other, this.customKinds);
	}

	/**
	 * Render the chart.
	 * @return what Helm renders
	 * @throws ChartException if Helm refuses, with one line a mistake
	 */
	public Rendering render() {
		return new Rendering(this.sources.template(this.release), this.release, this.customKinds,
				() -> this.sources.show(this.release));
	}

	/**
	 * Return how large the record is that Helm keeps of the release, as a Secret. Helm
	 * compresses with a library of its own: expect a few percent more or less.
	 * @return bytes, of which Kubernetes takes at most 1048576
	 * @throws ChartException if Helm refuses to render the chart
	 */
	public long releaseSize() {
		Shown shown = this.sources.show(this.release);
		return new ReleaseRecord(this.sources.pack(), this.release, this.sources.template(this.release), shown.hooks(),
				shown.notes())
			.size();
	}

	/**
	 * Let Helm examine the chart, strictly and with the values it brings. A {@code fail}
	 * in a template is no error to it: {@link #render()} finds that.
	 * @return warnings and errors, none if it is fine
	 */
	public List<String> lint() {
		return this.sources.lint();
	}

}
