package dev.telltale.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.telltale.chart.Manifest.Document;
import org.jspecify.annotations.Nullable;

/**
 * A chart on the disk, copied once. Safe for use by several threads.
 *
 * <p>
 * Helm renders neither hooks nor notes together with the objects. A second copy shows
 * them: the annotation that makes an object a hook has another name in it, and a template
 * includes the notes.
 */
final class Sources {

	private static final String HOOK = "helm.sh/hook";

	private static final String SHOWN_HOOK = "shown.helm.sh/hook";

	private static final String NOTES = "templates/NOTES.txt";

	private static final String SHOWN_NOTES = "templates/shown-notes.yaml";

	private static final String NOTES_TEMPLATE = """
			kind: Notes
			text: {{ include (print .Template.BasePath "/NOTES.txt") . | toJson }}
			""";

	private final Path folder;

	private final Helm helm;

	private final String name;

	private final Path copy;

	private @Nullable Path showing;

	Sources(Path folder) {
		this(folder, Helms.onThisMachine().required());
	}

	Sources(Path folder, Helm helm) {
		this.folder = folder;
		this.helm = helm;
		this.name = Pointers.text(ChartCopy.about(folder).path("name"));
		this.copy = new ChartCopy(helm, ChartCopy.Edit.NONE).of(folder);
	}

	/**
	 * Render the objects.
	 * @param release what to render them for
	 * @return the objects as YAML, without hooks
	 * @throws ChartException if Helm refuses
	 */
	String template(Release release) {
		return template(this.copy, release);
	}

	/**
	 * Render hooks and notes.
	 * @param release what to render them for
	 * @return the hooks and the notes
	 * @throws ChartException if Helm refuses
	 */
	Shown show(Release release) {
		List<Document> hooks = new ArrayList<>();
		String notes = "";
		String source = this.name + "/" + SHOWN_NOTES;
		for (Document document : Manifest.split(template(showing(), release))) {
			if (document.source().equals(source)) {
				notes = Pointers.text(Manifest.read(document.text()).path("text"));
			}
			else if (document.text().contains(SHOWN_HOOK)) {
				hooks.add(new Document(document.source(), document.text().replace(SHOWN_HOOK, HOOK)));
			}
		}
		return new Shown(hooks, notes.strip());
	}

	private String template(Path chart, Release release) {
		try {
			return this.helm.template(chart, release);
		}
		catch (IllegalStateException ex) {
			throw new ChartException(HelmMessage.clean(String.valueOf(ex.getMessage()), this.name));
		}
	}

	private synchronized Path showing() {
		if (this.showing == null) {
			Path shown = new ChartCopy(this.helm, Sources::showHooks).of(this.folder);
			try {
				if (Files.isRegularFile(shown.resolve(NOTES))) {
					Files.writeString(shown.resolve(SHOWN_NOTES), NOTES_TEMPLATE);
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.showing = shown;
		}
		return this.showing;
	}

	private static void showHooks(Path template) throws IOException {
		// Keeps every byte, whatever the encoding.
		String text = Files.readString(template, StandardCharsets.ISO_8859_1);
		if (text.contains(HOOK)) {
			Files.writeString(template, text.replace(HOOK, SHOWN_HOOK), StandardCharsets.ISO_8859_1);
		}
	}

	/**
	 * Examine the chart.
	 * @return warnings and errors
	 */
	List<String> lint() {
		return this.helm.lint(this.copy);
	}

	/**
	 * Pack the chart.
	 * @return the archive
	 */
	Path pack() {
		Path destination = Workspace.folder();
		try {
			this.helm.pack(this.copy, destination);
			try (var files = Files.list(destination)) {
				return files.findFirst().orElseThrow();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (IllegalStateException ex) {
			throw new ChartException(HelmMessage.clean(String.valueOf(ex.getMessage()), this.name));
		}
	}

	/**
	 * What Helm does not render with the objects.
	 *
	 * @param hooks the documents of hooks
	 * @param notes the notes, empty if there are none
	 */
	record Shown(List<Document> hooks, String notes) {

	}

}
