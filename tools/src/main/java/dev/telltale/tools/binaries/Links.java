package dev.telltale.tools.binaries;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The links of unpacked packages.
 */
final class Links {

	private Links() {
	}

	/**
	 * Make the absolute links of an unpacked package point into the tree, where they
	 * would lead had it been installed at the root.
	 * @param tree the folder the package was unpacked into
	 * @throws IOException if a link cannot be replaced
	 */
	static void anchor(Path tree) throws IOException {
		Files.walkFileTree(tree, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				if (attributes.isSymbolicLink()) {
					Path target = Files.readSymbolicLink(file);
					if (target.isAbsolute()) {
						Path inTree = tree.resolve(target.getRoot().relativize(target));
						Files.delete(file);
						Files.createSymbolicLink(file, file.getParent().relativize(inTree));
					}
				}
				return FileVisitResult.CONTINUE;
			}

		});
	}

}
