package dev.telltale.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every text of the project.
 */
final class Pages {

	// Templates, which the archetype's tests read in what is generated, and what tests
	// make up.
	private static final Set<String> OTHERS = Set.of("archetype-resources", "target", "node_modules", "shots");

	private static final List<Page> ALL = find().stream().map(Page::read).toList();

	private Pages() {
	}

	static List<Page> all() {
		return ALL;
	}

	/**
	 * Return what a check finds in any page.
	 * @param check returns what is wrong with a page
	 * @return the problems
	 */
	static List<String> problems(Function<Page, Stream<String>> check) {
		return ALL.stream().flatMap(check).toList();
	}

	private static List<String> find() {
		List<String> paths = new ArrayList<>();
		try {
			Files.walkFileTree(Page.ROOT, new SimpleFileVisitor<>() {

				@Override
				public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
					String path = relative(folder);
					String name = folder.getFileName().toString();
					boolean hidden = name.startsWith(".") && !name.equals(".github") && !path.isEmpty();
					return (hidden || OTHERS.contains(name) || path.endsWith("src/test")) ? FileVisitResult.SKIP_SUBTREE
							: FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
					if (file.getFileName().toString().endsWith(".md")) {
						paths.add(relative(file));
					}
					return FileVisitResult.CONTINUE;
				}

			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Collections.sort(paths);
		return paths;
	}

	private static String relative(Path path) {
		return Page.ROOT.relativize(path).toString().replace('\\', '/');
	}

}
