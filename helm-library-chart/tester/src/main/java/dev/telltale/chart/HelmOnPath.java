package dev.telltale.chart;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Helm as a command of this machine, version 3 or 4.
 */
final class HelmOnPath implements Helm {

	private static final int LONGEST_SECONDS = 120;

	private static final Pattern SPECIAL = Pattern.compile("[\"'\\\\={\\[,.\\]}]");

	private final Path command;

	private final String version;

	/**
	 * Use a command.
	 * @param command the command
	 * @throws IllegalStateException if it does not say its version
	 */
	HelmOnPath(Path command) {
		this.command = command;
		this.version = run("version", "--short").strip();
	}

	/**
	 * Find the command on a path.
	 * @param path folders, separated as this machine separates them
	 * @return the command, or {@code null} if there is none
	 */
	static @Nullable Path find(String path) {
		for (String folder : path.split(Pattern.quote(File.pathSeparator))) {
			for (String name : List.of("helm", "helm.exe")) {
				Path command = Path.of(folder.isEmpty() ? "." : folder, name);
				if (Files.isRegularFile(command) && Files.isExecutable(command)) {
					return command.toAbsolutePath();
				}
			}
		}
		return null;
	}

	@Override
	public String description() {
		return "Helm " + this.version + " at " + this.command;
	}

	@Override
	public void updateDependencies(Path chart) {
		run("dependency", "update", chart.toString());
	}

	@Override
	public String template(Path chart, Release release) {
		List<String> arguments = new ArrayList<>(List.of("template", release.name(), chart.toString(), "--no-hooks",
				"--namespace", release.namespace(), "--kube-version", release.kubernetes()));
		release.valuesFiles().forEach((file) -> arguments.addAll(List.of("--values", file.toString())));
		release.settings()
			.forEach((path, value) -> arguments
				.addAll(List.of("--set", path + "=" + SPECIAL.matcher(value).replaceAll("\\\\$0"))));
		return run(arguments.toArray(String[]::new));
	}

	@Override
	public List<String> lint(Path chart) {
		Result result = start("lint", "--strict", "--quiet", chart.toString());
		return result.output().lines().filter((line) -> line.startsWith("[")).toList();
	}

	@Override
	public void pack(Path chart, Path destination) {
		run("package", "--destination", destination.toString(), chart.toString());
	}

	private String run(String... arguments) {
		Result result = start(arguments);
		if (result.status() != 0) {
			throw new IllegalStateException(result.errors().isBlank() ? result.output() : result.errors());
		}
		return result.output();
	}

	private Result start(String... arguments) {
		List<String> command = new ArrayList<>(List.of(this.command.toString()));
		command.addAll(List.of(arguments));
		Path folder = Workspace.folder();
		Path output = folder.resolve("output");
		Path errors = folder.resolve("errors");
		try {
			Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
				.redirectError(errors.toFile())
				.start();
			try {
				process.getOutputStream().close();
				if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
					throw new IllegalStateException(
							"%s has not ended after %d seconds".formatted(String.join(" ", command), LONGEST_SECONDS));
				}
			}
			finally {
				process.destroyForcibly();
			}
			return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8),
					Files.readString(errors, StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while " + String.join(" ", command) + " ran");
		}
	}

	private record Result(int status, String output, String errors) {

	}

}
