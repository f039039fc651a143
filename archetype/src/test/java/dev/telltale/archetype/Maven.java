package dev.telltale.archetype;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;
import org.jspecify.annotations.Nullable;

/**
 * Maven as a user runs it, with the artifacts of this build in a repository of their own
 * and everything else from where this build has it.
 */
final class Maven {

	private static final int PATIENCE_SECONDS = 300;

	static final Path REPOSITORY = LinkedRepository.assemble();

	private Maven() {
	}

	/**
	 * Run Maven as it comes.
	 * @param folder where
	 * @param properties what is said by {@code -D}
	 * @param goals the goals
	 * @return how it ended
	 */
	static Run run(Path folder, Properties properties, String... goals) {
		return run(folder, Path.of(System.getProperty("java.home")), null, properties, goals);
	}

	/**
	 * Run Maven with what makes short builds shorter.
	 * @param folder where
	 * @param java the home of the JVM
	 * @param properties what is said by {@code -D}
	 * @param goals the goals
	 * @return how it ended
	 */
	static Run build(Path folder, Path java, Properties properties, String... goals) {
		return run(folder, java, "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", properties, goals);
	}

	private static Run run(Path folder, Path java, @Nullable String options, Properties properties, String... goals) {
		InvocationRequest request = new DefaultInvocationRequest();
		request.setMavenOpts(options);
		request.setBaseDirectory(folder.toFile());
		request.addArgs(List.of(goals));
		request.setProperties(properties);
		request.setBatchMode(true);
		request.setNoTransferProgress(true);
		request.setTimeoutInSeconds(PATIENCE_SECONDS);
		request.setLocalRepositoryDirectory(REPOSITORY.toFile());
		request.setJavaHome(java.toFile());
		Path log = folder.resolve("maven.log");
		try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(log))) {
			request.setOutputHandler(writer::println);
			DefaultInvoker invoker = new DefaultInvoker();
			invoker.setMavenHome(Path.of(System.getProperty("maven.home")).toFile());
			long start = System.nanoTime();
			InvocationResult result = invoker.execute(request);
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			writer.flush();
			String text = Files.readString(log);
			if (result.getExecutionException() != null) {
				throw new IllegalStateException(text, result.getExecutionException());
			}
			return new Run(result.getExitCode(), text, took);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (MavenInvocationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * How Maven ended.
	 *
	 * @param exitCode 0 if all is well
	 * @param log what it said
	 * @param took how long it took
	 */
	record Run(int exitCode, String log, Duration took) {

	}

}
