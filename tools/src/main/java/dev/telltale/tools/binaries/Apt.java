package dev.telltale.tools.binaries;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.tools.files.Folders;

import org.jspecify.annotations.Nullable;

/**
 * The system's package manager with state, lists and cache in a folder of our own: it
 * reads the system's sources and keys, verifies what it downloads, needs no root and
 * changes nothing outside that folder.
 */
final class Apt {

	private static final Duration QUERY_TIMEOUT = Duration.ofMinutes(1);

	private static final Duration NETWORK_TIMEOUT = Duration.ofMinutes(15);

	/** A line of {@code --print-uris}: address, file name, size, checksum. */
	private static final Pattern ARCHIVE = Pattern.compile("'[^']*' (\\S+) (\\d+)(?: \\S*)?");

	private static final Pattern CANDIDATE = Pattern.compile("(?m)^\\s*Candidate: (\\S+)$");

	private static final Pattern PROBLEM = Pattern.compile("(?m)^(?:E|W): (.+)$");

	private final Path folder;

	private final List<String> options;

	private Apt(Path folder, List<String> options) {
		this.folder = folder;
		this.options = options;
	}

	/**
	 * Return whether this machine has the programs that this class runs.
	 * @param path the search path
	 * @return whether it is a Debian or a descendant
	 */
	static boolean isPresent(SearchPath path) {
		return Stream.of("apt-get", "apt-cache", "dpkg-deb").allMatch((command) -> path.command(command).isPresent());
	}

	/**
	 * Return a package manager that keeps everything in the given folder.
	 * @param folder the folder, created if need be
	 * @param settings further settings, each as {@code Name=value}
	 * @return the package manager
	 * @throws IOException if the folder cannot be written
	 */
	static Apt in(Path folder, List<String> settings) throws IOException {
		Files.createDirectories(folder.resolve("lists/partial"));
		Files.createDirectories(folder.resolve("archives/partial"));
		Path configuration = folder.resolve("apt.conf");
		try (InputStream resource = Apt.class.getResourceAsStream("apt.conf")) {
			if (resource == null) {
				throw new IOException("apt.conf is missing from the class path");
			}
			Files.copy(resource, configuration, StandardCopyOption.REPLACE_EXISTING);
		}
		List<String> options = new ArrayList<>(List.of("-c", configuration.toString()));
		Stream
			.concat(Stream.of("Dir::State=" + folder, "Dir::State::lists=" + folder.resolve("lists"),
					"Dir::Cache=" + folder, "Dir::Cache::archives=" + folder.resolve("archives")), settings.stream())
			.forEach((setting) -> options.addAll(List.of("-o", setting)));
		return new Apt(folder, List.copyOf(options));
	}

	/**
	 * Download the lists of packages. Whether this worked shows in {@link #candidate}:
	 * one unreachable source among many is no failure.
	 * @return what apt complained about first, or {@code null}
	 * @throws IOException if apt cannot be run
	 */
	@Nullable String refresh() throws IOException {
		return problem(run(NETWORK_TIMEOUT, this.folder, "apt-get", "-q", "update").output());
	}

	/**
	 * Return the version of a package that this system would install.
	 * @param name the name of the package
	 * @return its version
	 * @throws IOException if apt cannot be run
	 */
	Optional<String> candidate(String name) throws IOException {
		Matcher matcher = CANDIDATE
			.matcher(run(QUERY_TIMEOUT, this.folder, "apt-cache", "-q", "policy", name).output());
		return (matcher.find() && !matcher.group(1).equals("(none)")) ? Optional.of(matcher.group(1))
				: Optional.empty();
	}

	/**
	 * Return the packages that a package depends on, however far.
	 * @param name the name of the package
	 * @param wanted which of them to return
	 * @return the names
	 * @throws IOException if apt cannot be run
	 */
	List<String> dependencies(String name, Predicate<String> wanted) throws IOException {
		return run(QUERY_TIMEOUT, this.folder, "apt-cache", "-q", "depends", "--recurse", "--no-recommends",
				"--no-suggests", "--no-conflicts", "--no-breaks", "--no-replaces", "--no-enhances", name)
			.output()
			.lines()
			.filter((line) -> !line.isEmpty() && Character.isLetterOrDigit(line.charAt(0)))
			.filter(wanted)
			.distinct()
			.toList();
	}

	/**
	 * Return how much there is to download.
	 * @param names the names of the packages
	 * @return the sum of their sizes in bytes
	 * @throws IOException if apt cannot be run
	 */
	long size(List<String> names) throws IOException {
		List<String> command = new ArrayList<>(List.of("apt-get", "-qq", "--print-uris", "download"));
		command.addAll(names);
		return run(QUERY_TIMEOUT, this.folder, command.toArray(String[]::new)).output()
			.lines()
			.map(ARCHIVE::matcher)
			.filter(Matcher::matches)
			.mapToLong((matcher) -> Long.parseLong(matcher.group(2)))
			.sum();
	}

	/**
	 * Download packages and unpack them over each other.
	 * @param names the names of the packages
	 * @param tree the folder to unpack into
	 * @throws IOException if a download fails; the message is apt's
	 */
	void unpack(List<String> names, Path tree) throws IOException {
		Path archives = Files.createTempDirectory(this.folder, "download");
		try {
			List<String> command = new ArrayList<>(List.of("apt-get", "-q", "download"));
			command.addAll(names);
			expectSuccess(run(NETWORK_TIMEOUT, archives, command.toArray(String[]::new)));
			for (Path archive : list(archives)) {
				expectSuccess(Command.of("dpkg-deb", "--extract", archive.toString(), tree.toString())
					.within(NETWORK_TIMEOUT)
					.run());
			}
		}
		finally {
			Folders.delete(archives);
		}
	}

	private Command.Result run(Duration timeout, Path directory, String... command) throws IOException {
		List<String> line = new ArrayList<>();
		line.add(command[0]);
		line.addAll(this.options);
		line.addAll(List.of(command).subList(1, command.length));
		return Command.of(line).in(directory).within(timeout).run();
	}

	private static void expectSuccess(Command.Result result) throws IOException {
		if (!result.succeeded()) {
			String problem = problem(result.output());
			throw new IOException((problem != null) ? problem
					: result.output().strip().lines().reduce((first, last) -> last).orElse("no reason given"));
		}
	}

	private static @Nullable String problem(String output) {
		Matcher matcher = PROBLEM.matcher(output);
		return matcher.find() ? matcher.group(1).strip() : null;
	}

	private static List<Path> list(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.collect(Collectors.toList());
		}
	}

}
