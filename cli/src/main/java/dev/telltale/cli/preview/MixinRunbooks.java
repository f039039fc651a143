package dev.telltale.cli.preview;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.MixinException;
import dev.telltale.mixins.runbooks.Scenarios;
import dev.telltale.preview.Runbooks;
import org.jspecify.annotations.Nullable;

/**
 * The runbooks of mixins, rendered when the first is asked for. Thread-safe.
 */
public final class MixinRunbooks implements Runbooks {

	private final List<Path> sources;

	private final Path scenarios;

	private @Nullable Map<String, String> pages;

	/**
	 * Create runbooks.
	 * @param sources the folders of the mixins' sources
	 * @param scenarios the folder of the scenarios by which a runbook says how to
	 * reproduce its alert
	 */
	public MixinRunbooks(List<Path> sources, Path scenarios) {
		this.sources = List.copyOf(sources);
		this.scenarios = scenarios;
	}

	@Override
	public synchronized @Nullable String of(String alert) throws IOException {
		Map<String, String> pages = this.pages;
		if (pages == null) {
			pages = render();
			this.pages = pages;
		}
		return pages.get("runbooks/" + alert + ".md");
	}

	private Map<String, String> render() throws IOException {
		try {
			Map<String, String> pages = new TreeMap<>();
			for (Path folder : this.sources) {
				pages.putAll(new dev.telltale.mixins.runbooks.Runbooks(Mixin.in(folder), Scenarios.in(this.scenarios))
					.render(Mixin.DEMO));
			}
			return pages;
		}
		catch (MixinException ex) {
			// Shown in the page, where whoever makes the mistake looks.
			throw new IOException(ex.getMessage(), ex);
		}
	}

}
