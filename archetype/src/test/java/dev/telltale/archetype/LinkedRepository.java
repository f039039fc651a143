package dev.telltale.archetype;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local repository of Maven for generated services, made of links: the artifacts of
 * this build as they were staged, and everything else from where this build has it, so
 * that nothing is copied or fetched twice.
 */
final class LinkedRepository {

	private static final Path STAGED = Path.of("target/staged").toAbsolutePath();

	private static final Path GROUP = Path.of("dev/telltale");

	private LinkedRepository() {
	}

	/**
	 * Make it anew. What is not there when a service is built, Maven fetches into the
	 * repository of this build.
	 * @return the repository
	 */
	static Path assemble() {
		return assemble(Path.of(System.getProperty("fetched.repository")), STAGED,
				Path.of("target/local-repository").toAbsolutePath());
	}

	static Path assemble(Path fetched, Path staged, Path repository) {
		try {
			Folders.clear(repository);
			link(fetched, repository, GROUP.getName(0));
			link(fetched.resolve(GROUP.getName(0)), repository.resolve(GROUP.getName(0)), GROUP.getName(1));
			Files.createSymbolicLink(repository.resolve(GROUP), staged.resolve(GROUP).toRealPath());
			return repository;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void link(Path from, Path to, Path except) throws IOException {
		Files.createDirectories(to);
		// A machine that never built this has nothing of our top-level domain.
		if (!Files.isDirectory(from)) {
			return;
		}
		List<Path> folders;
		try (Stream<Path> list = Files.list(from)) {
			folders = list.filter(Files::isDirectory)
				.filter((folder) -> !folder.getFileName().equals(except.getFileName()))
				.toList();
		}
		for (Path folder : folders) {
			Files.createSymbolicLink(to.resolve(folder.getFileName()), folder.toRealPath());
		}
	}

}
