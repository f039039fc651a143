package dev.telltale.chart;

import java.nio.file.Path;
import java.util.List;

/**
 * What the tester needs of Helm. An implementation throws an
 * {@link IllegalStateException} with Helm's own message when Helm fails, and may be used
 * by several threads.
 */
interface Helm {

	/**
	 * Return where this Helm is from, for people.
	 * @return such as {@code Helm v3.21.0 in process}
	 */
	String description();

	/**
	 * Fetch what the chart depends on into its {@code charts} folder.
	 * @param chart the folder of the chart, which is written to
	 */
	void updateDependencies(Path chart);

	/**
	 * Render a chart.
	 * @param chart the folder of the chart
	 * @param release what to render it for
	 * @return the objects as YAML, separated by {@code ---}
	 */
	String template(Path chart, Release release);

	/**
	 * Examine a chart.
	 * @param chart the folder of the chart
	 * @return warnings and errors, none if it is fine
	 */
	List<String> lint(Path chart);

	/**
	 * Pack a chart as an archive.
	 * @param chart the folder of the chart
	 * @param destination the folder to write the archive to
	 */
	void pack(Path chart, Path destination);

}
