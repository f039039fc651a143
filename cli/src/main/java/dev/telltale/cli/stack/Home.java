package dev.telltale.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds the project: its configuration, its jsonnet and the service that
 * was built. They are read where they stand, so that a change by hand acts at once.
 *
 * @param folder the folder
 */
public record Home(Path folder) {

	private static final String PROPERTY = "telltale.home";

	/**
	 * Return the project's folder, as the script that starts the command names it.
	 * @return the home
	 * @throws StackException if it is not named or is none
	 */
	public static Home locate() {
		String folder = System.getProperty(PROPERTY);
		if (folder == null || !Files.isDirectory(Path.of(folder, "examples", "stack"))) {
			throw new StackException("the project's folder is unknown: start this command with ./telltale");
		}
		return new Home(Path.of(folder));
	}

	/**
	 * Return where the stacks keep what they write.
	 * @return the folder
	 */
	public Path state() {
		return this.folder.resolve(".telltale");
	}

	/**
	 * Return where the stack of a command keeps what it writes.
	 * @param command the command, up or prove
	 * @return the folder
	 */
	public Path state(String command) {
		return state().resolve(command);
	}

	/**
	 * Return where the components of the stack of a command log.
	 * @param command the command, up or prove
	 * @return the folder
	 */
	public Path logs(String command) {
		return StackFiles.logs(state(command));
	}

	/**
	 * Return where stacks keep, or kept, what they write.
	 * @return the folders
	 */
	public List<Path> states() {
		if (!Files.isDirectory(state())) {
			return List.of();
		}
		try (Stream<Path> folders = Files.list(state())) {
			return folders.filter((folder) -> Files.exists(folder.resolve("processes"))).sorted().toList();
		}
		catch (IOException ex) {
			throw new StackException("cannot read %s: %s".formatted(state(), ex.getMessage()));
		}
	}

	/**
	 * Return the mixin as it stands in the sources.
	 * @return the mixin
	 */
	public Mixin mixin() {
		return Mixin.in(mixinSources());
	}

	/**
	 * Return the folder of the mixin's sources.
	 * @return the folder
	 */
	public Path mixinSources() {
		return this.folder.resolve("mixins/src/main/jsonnet");
	}

	/**
	 * Read a file below {@code examples}.
	 * @param path the path below that folder
	 * @return its text
	 * @throws StackException if it cannot be read
	 */
	public String example(String path) {
		Path file = this.folder.resolve("examples").resolve(path);
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new StackException("cannot read %s: restore it, for the stack needs it".formatted(file));
		}
	}

	/**
	 * Return the names of the files in a folder below {@code examples}.
	 * @param path the path below that folder
	 * @return the names in order
	 */
	public List<String> examples(String path) {
		try (Stream<Path> files = Files.list(this.folder.resolve("examples").resolve(path))) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the sample service.
	 * @return its jar
	 * @throws StackException if it was not built
	 */
	public SpringBootJar sampleService() {
		Path target = this.folder.resolve("sample-service/target");
		Path jar = Files.isDirectory(target) ? executableJar(target) : null;
		if (jar == null) {
			throw new StackException("the sample service is not built: start this command with ./telltale");
		}
		return new SpringBootJar(jar);
	}

	/**
	 * Return the jar of Zipkin, which the build puts beside this command's own.
	 * @return the jar
	 * @throws StackException if it is not there
	 */
	public Path zipkin() {
		Path jar = this.folder.resolve("cli/target/zipkin/zipkin-server.jar");
		if (!Files.isRegularFile(jar)) {
			throw new StackException("the trace store is not there: start this command with ./telltale");
		}
		return jar;
	}

	private @Nullable Path executableJar(Path target) {
		try (Stream<Path> files = Files.list(target)) {
			Path jar = files.filter((file) -> file.getFileName().toString().endsWith("-exec.jar"))
				.findFirst()
				.orElse(null);
			// One archive of classes, whatever links lead to it.
			return (jar != null) ? jar.toRealPath() : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
