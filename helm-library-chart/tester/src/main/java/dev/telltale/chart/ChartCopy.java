package dev.telltale.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * Copies charts into the workspace and fetches there what they depend on, so that nothing
 * is written beside the sources. Charts that a chart names by {@code file://} are copied
 * likewise, before it.
 */
final class ChartCopy {

	private static final String LOCAL = "file://";

	private static final Pattern TEMPLATE = Pattern.compile("(charts/[^/]+/)*templates/.*");

	private final Helm helm;

	private final Edit edit;

	ChartCopy(Helm helm, Edit edit) {
		this.helm = helm;
		this.edit = edit;
	}

	/**
	 * Copy a chart.
	 * @param folder the folder of the chart
	 * @return the folder of the copy
	 * @throws ChartException if it is no chart, or if it lacks what it depends on
	 */
	Path of(Path folder) {
		return of(folder.toAbsolutePath().normalize(), new ArrayList<>());
	}

	private Path of(Path folder, List<Path> parents) {
		if (parents.contains(folder)) {
			throw new ChartException(folder + " depends on itself, by way of " + parents);
		}
		JsonNode about = about(folder);
		Path copy = Workspace.folder().resolve(about.path("name").asString("chart"));
		try {
			copy(folder, copy);
			List<Path> path = new ArrayList<>(parents);
			path.add(folder);
			Set<String> redirected = new HashSet<>();
			boolean missing = false;
			for (JsonNode dependency : about.path("dependencies")) {
				String repository = dependency.path("repository").asString("");
				if (!repository.startsWith(LOCAL)) {
					missing |= !brings(copy, dependency.path("name").asString(""));
				}
				// With several aliases a chart is there several times.
				else if (redirected.add(repository)) {
					Path there = folder.resolve(repository.substring(LOCAL.length())).normalize();
					if (!Files.isDirectory(there)) {
						throw new ChartException("%s depends on %s, but %s is no folder"
							.formatted(folder.resolve("Chart.yaml"), dependency.path("name").asString(""), there));
					}
					redirect(copy.resolve("Chart.yaml"), repository, of(there, path));
				}
			}
			if (missing || !redirected.isEmpty()) {
				Files.deleteIfExists(copy.resolve("Chart.lock"));
				this.helm.updateDependencies(copy);
			}
			return copy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (IllegalStateException ex) {
			throw new ChartException(HelmMessage.clean(ex.getMessage(), about.path("name").asString("")));
		}
	}

	/**
	 * Read what a chart says of itself.
	 * @param folder the folder of the chart
	 * @return its {@code Chart.yaml}
	 * @throws ChartException if there is none
	 */
	static JsonNode about(Path folder) {
		Path file = folder.resolve("Chart.yaml");
		if (!Files.isRegularFile(file)) {
			throw new ChartException(
					folder + " has no Chart.yaml: name the folder of a chart (if a build makes it, build first)");
		}
		try {
			return Manifest.read(Files.readString(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ChartException ex) {
			throw new ChartException(file + " is " + ex.getMessage(), ex);
		}
	}

	private static boolean brings(Path chart, String dependency) throws IOException {
		Path charts = chart.resolve("charts");
		if (!Files.isDirectory(charts)) {
			return false;
		}
		Pattern archive = Pattern.compile(Pattern.quote(dependency) + "-v?\\d.*\\.tgz");
		try (var files = Files.list(charts)) {
			return files.map((file) -> file.getFileName().toString())
				.anyMatch((name) -> name.equals(dependency) || archive.matcher(name).matches());
		}
	}

	private static void redirect(Path file, String repository, Path to) throws IOException {
		String text = Files.readString(file);
		Files.writeString(file,
				text.replaceAll(Pattern.quote(repository) + "(?=[\\s\"',}]|$)", Matcher.quoteReplacement(LOCAL + to)));
	}

	private void copy(Path from, Path to) throws IOException {
		Files.walkFileTree(from, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE,
				new SimpleFileVisitor<>() {

					@Override
					public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
							throws IOException {
						Files.createDirectories(to.resolve(from.relativize(folder)));
						return FileVisitResult.CONTINUE;
					}

					@Override
					public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
						Path relative = from.relativize(file);
						Files.copy(file, to.resolve(relative));
						if (TEMPLATE.matcher(relative.toString().replace('\\', '/')).matches()) {
							ChartCopy.this.edit.template(to.resolve(relative));
						}
						return FileVisitResult.CONTINUE;
					}

				});
	}

	/**
	 * Changes templates of a copy.
	 */
	interface Edit {

		/**
		 * Leaves everything as it is.
		 */
		Edit NONE = (file) -> {
		};

		/**
		 * Change a template.
		 * @param file the template in the copy
		 * @throws IOException if it cannot be read or written
		 */
		void template(Path file) throws IOException;

	}

}
