package dev.telltale.chart;

import java.nio.file.Path;
import java.util.List;

import com.marcnuri.helm.TemplateCommand;

/**
 * Helm as a library in this process.
 */
final class HelmInProcess implements Helm {

	private final String version;

	/**
	 * Load the library, which takes about a second the first time.
	 * @throws IllegalStateException if there is none for this machine
	 * @throws LinkageError if it cannot be loaded
	 */
	HelmInProcess() {
		this.version = com.marcnuri.helm.Helm.version().call();
	}

	@Override
	public String description() {
		return "Helm " + this.version + " in process";
	}

	@Override
	public void updateDependencies(Path chart) {
		new com.marcnuri.helm.Helm(chart).dependency().update().call();
	}

	@Override
	public String template(Path chart, Release release) {
		TemplateCommand command = new com.marcnuri.helm.Helm(chart).template()
			.withName(release.name())
			.withNamespace(release.namespace())
			.withKubeVersion(release.kubernetes());
		release.valuesFiles().forEach(command::withValuesFile);
		release.settings().forEach(command::set);
		// Nothing at all, if all that the chart renders are hooks.
		String rendered = command.call();
		return (rendered != null) ? rendered : "";
	}

	@Override
	public List<String> lint(Path chart) {
		return new com.marcnuri.helm.Helm(chart).lint().strict().quiet().call().getMessages();
	}

	@Override
	public void pack(Path chart, Path destination) {
		new com.marcnuri.helm.Helm(chart).packageIt().withDestination(destination).call();
	}

}
