package dev.telltale.cli.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.telltale.tools.files.Folders;

/**
 * An executable jar of Spring Boot and, once that was prepared, what lets it start
 * faster: the same unpacked, with an archive of the classes that it loads. See "Class
 * Data Sharing" in Spring Boot's reference. Safe for use by several threads and
 * processes.
 *
 * @param jar the executable jar
 */
public record SpringBootJar(Path jar) {

	private static final long PATIENCE_SECONDS = 120;

	// What the archive was not made for, such as another JVM, starts without it.
	private static final String QUIET = "-Xlog:cds*=off";

	/**
	 * Return the words of a {@code java} command that start the application.
	 * @return options of the JVM, up to the jar
	 */
	public List<String> words() {
		return isPrepared() ? List.of("-XX:SharedArchiveFile=" + archive(), QUIET, "-jar", unpacked().toString())
				: List.of("-jar", this.jar.toString());
	}

	/**
	 * Return whether the application starts fast. That ends with every build.
	 * @return whether {@link #prepare} has done its work
	 */
	public boolean isPrepared() {
		return Files.isRegularFile(archive());
	}

	/**
	 * Unpack the jar and start the application once to see what it loads, which takes
	 * some ten seconds; nothing if that was done. It gets no further than the refresh of
	 * its context, and opens no port.
	 * @param java the JVM that will start it
	 * @throws IOException if the jar cannot be unpacked, or the application does not
	 * start
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void prepare(Path java) throws IOException, InterruptedException {
		synchronized (SpringBootJar.class) {
			try (FileChannel channel = FileChannel.open(this.jar.resolveSibling("unpacked.lock"),
					StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
				channel.lock();
				if (!isPrepared()) {
					Folders.delete(folder());
					run(java, "-Djarmode=tools", "-jar", this.jar.toString(), "extract", "--destination",
							folder().toString());
					Path training = folder().resolve("training.jsa");
					run(java, "-XX:ArchiveClassesAtExit=" + training, QUIET, "-XX:+UseSerialGC",
							"-XX:TieredStopAtLevel=1", "-Dspring.context.exit=onRefresh", "-jar",
							unpacked().toString());
					Files.move(training, archive(), StandardCopyOption.ATOMIC_MOVE);
				}
			}
		}
	}

	private void run(Path java, String... words) throws IOException, InterruptedException {
		Path log = this.jar.resolveSibling("unpacked.log");
		ProcessBuilder builder = new ProcessBuilder(java.toString()).redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.command().addAll(List.of(words));
		Process process = builder.start();
		try {
			if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IOException("%s does not start: see %s".formatted(this.jar.getFileName(), log));
			}
		}
		finally {
			process.destroyForcibly();
		}
	}

	// Of this build: what runs from an older one keeps its files.
	private Path folder() {
		return this.jar.resolveSibling("unpacked-" + this.jar.toFile().lastModified());
	}

	private Path unpacked() {
		return folder().resolve(this.jar.getFileName());
	}

	private Path archive() {
		return folder().resolve("classes.jsa");
	}

}
