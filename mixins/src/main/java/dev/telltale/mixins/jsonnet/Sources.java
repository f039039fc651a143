package dev.telltale.mixins.jsonnet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A tree of jsonnet files. Safe for use by several threads.
 */
public interface Sources {

	/**
	 * Return the text of a file.
	 * @param path the path within the tree, with forward slashes
	 * @return the text, or {@code null} if there is no such file
	 * @throws UncheckedIOException if the file is there but cannot be read
	 */
	@Nullable String read(String path);

	/**
	 * Return how people know a file, for messages.
	 * @param path the path within the tree
	 * @return the name
	 */
	String describe(String path);

	/**
	 * Return the files below a folder of the class path.
	 * @param loader the class loader that sees them
	 * @param folder the folder, such as {@code telltale/mixin}, empty for the root
	 * @return the sources
	 */
	static Sources onClassPath(ClassLoader loader, String folder) {
		String prefix = folder.isEmpty() ? "" : folder + "/";
		return new Sources() {

			@Override
			public @Nullable String read(String path) {
				try (InputStream file = loader.getResourceAsStream(prefix + path)) {
					return (file != null) ? new String(file.readAllBytes(), StandardCharsets.UTF_8) : null;
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}

			@Override
			public String describe(String path) {
				return prefix + path;
			}

		};
	}

	/**
	 * Return the files below a directory. A path may lead out of it.
	 * @param directory the directory
	 * @return the sources
	 */
	static Sources in(Path directory) {
		return new Sources() {

			@Override
			public @Nullable String read(String path) {
				Path file = directory.resolve(path);
				try {
					return Files.isRegularFile(file) ? Files.readString(file) : null;
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}

			@Override
			public String describe(String path) {
				return directory.resolve(path).toString();
			}

		};
	}

}
