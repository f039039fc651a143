package dev.telltale.cli.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A copy of {@code examples/stack} that a test may change, and what {@code setup.sh}
 * makes of it.
 */
final class StackFolder {

	static final Path ORIGINAL = Path.of("../examples/stack");

	private static final String CLASS_PATH = System.getProperty("surefire.test.class.path",
			System.getProperty("java.class.path"));

	private final Path folder;

	StackFolder(Path folder) {
		this.folder = folder;
	}

	static StackFolder copyTo(Path folder) throws IOException {
		copy(ORIGINAL, folder);
		return new StackFolder(folder);
	}

	static void copy(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.toList()) {
				Path copy = to.resolve(from.relativize(file).toString());
				if (Files.isDirectory(file)) {
					Files.createDirectories(copy);
				}
				else {
					Files.copy(file, copy);
				}
			}
		}
	}

	Path folder() {
		return this.folder;
	}

	/**
	 * Replace a text in a file, which must be there.
	 */
	StackFolder edit(String file, String text, String replacement) throws IOException {
		Path path = this.folder.resolve(file);
		String content = Files.readString(path);
		assertThat(content).contains(text);
		Files.writeString(path, content.replace(text, replacement));
		return this;
	}

	StackFolder delete(String file) throws IOException {
		Files.delete(this.folder.resolve(file));
		return this;
	}

	/**
	 * Run {@code setup.sh} as its container does, for the profile {@code full}.
	 * @param target where the folders for configuration and secrets are made
	 * @param protect whether Prometheus and Alertmanager get TLS and a password
	 * @param mixin the configuration of the mixin, below the folder
	 */
	LaidOut layOut(Path target, boolean protect, String mixin) throws IOException, InterruptedException {
		return layOut(target, protect, mixin, java("dev.telltale.mixins.command.MixinsCommand"));
	}

	/**
	 * As {@link #layOut}, with rules and dashboards that were rendered before.
	 */
	LaidOut layOut(Path target, LaidOut before) throws IOException, InterruptedException {
		Path rendering = Files.createDirectories(target).resolve("rendered");
		copy(before.config().resolve("alertmanager"), Files.createDirectories(rendering).resolve("alertmanager"));
		copy(before.config().resolve("dashboards"), rendering.resolve("dashboards"));
		copy(before.config().resolve("prometheus/rules"), rendering.resolve("prometheus/rules"));
		Path script = Files.writeString(target.resolve("render.sh"), "cp -R '" + rendering + "' \"$5\"\n");
		return layOut(target, false, "mixin.yaml", "sh " + script);
	}

	private LaidOut layOut(Path target, boolean protect, String mixin, String mixins)
			throws IOException, InterruptedException {
		LaidOut laidOut = new LaidOut(target.resolve("config"), target.resolve("secrets"));
		Files.createDirectories(laidOut.config());
		Files.createDirectories(laidOut.secrets());
		for (String profile : List.of("light", "full")) {
			ProcessBuilder builder = new ProcessBuilder("sh", this.folder.resolve("setup.sh").toString(), profile);
			builder.environment().put("STACK", this.folder.toAbsolutePath().toString());
			builder.environment().put("CONFIG", laidOut.config().toString());
			builder.environment().put("SECRETS", laidOut.secrets().toString());
			builder.environment().put("PROTECT", protect ? "yes" : "no");
			builder.environment().put("MIXIN_CONFIG", this.folder.resolve(mixin).toString());
			builder.environment().put("MIXINS", mixins);
			builder.environment().put("TELLTALE", java("dev.telltale.cli.TelltaleCommand"));
			Process process = builder.redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as(output).isZero();
		}
		return laidOut;
	}

	private static String java(String mainClass) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", CLASS_PATH, mainClass));
		return String.join(" ", command);
	}

	/**
	 * What the containers see.
	 *
	 * @param config what stands in {@code /etc/telltale}
	 * @param secrets what stands in {@code /run/telltale}
	 */
	record LaidOut(Path config, Path secrets) {

		String config(String path) {
			return read(this.config.resolve(path));
		}

		List<Path> files(String folder, String end) {
			try (Stream<Path> files = Files.walk(this.config.resolve(folder))) {
				return files.filter((file) -> file.toString().endsWith(end)).sorted().collect(Collectors.toList());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
