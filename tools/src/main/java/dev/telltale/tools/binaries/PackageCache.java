package dev.telltale.tools.binaries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.tools.files.Folders;
import org.jspecify.annotations.Nullable;

/**
 * Distribution packages, downloaded and unpacked beside each other without installing
 * them. A package is complete or absent: it is unpacked elsewhere and moved into place,
 * and one that has lost a file counts as absent. Safe for concurrent threads and
 * processes.
 */
final class PackageCache {

	/** Within this time a second package is fetched with the lists of the first. */
	private static final Duration LISTS_STAY_FRESH = Duration.ofHours(1);

	private static final String MANIFEST = "telltale.manifest";

	private static final String UNFINISHED = ".unfinished-";

	/** 200 MB of time zones, which no page reads: they come a second time in one file. */
	private static final String UNREAD = "usr/share/javascript/moment-timezone/data";

	/** A file lock is held by the whole process: this one is for its threads. */
	private static final ReentrantLock THREADS = new ReentrantLock();

	private final Path folder;

	private final List<String> aptSettings;

	private final Consumer<String> progress;

	PackageCache(Path folder, List<String> aptSettings, Consumer<String> progress) {
		this.folder = folder;
		this.aptSettings = List.copyOf(aptSettings);
		this.progress = progress;
	}

	/**
	 * Return a tool that was fetched earlier.
	 * @param tool the tool
	 * @return its executable, or empty if it was never fetched, is damaged or too old
	 */
	Optional<Executable> find(Tool tool) {
		Path tree = this.folder.resolve(tool.debianPackage());
		try {
			return isComplete(tree) ? Optional.of(executable(tool, tree)) : Optional.empty();
		}
		catch (IOException | UnusableProgramException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Fetch a tool unless another thread or process has just done so.
	 * @param tool the tool
	 * @return its executable
	 * @throws FetchException if it cannot be had
	 */
	Executable fetch(Tool tool) throws FetchException {
		THREADS.lock();
		// The lock ends with the channel.
		try (FileChannel channel = openLock()) {
			lock(channel);
			Optional<Executable> found = find(tool);
			return found.isPresent() ? found.get() : download(tool);
		}
		catch (IOException ex) {
			throw new FetchException("fetching it failed (" + ex.getMessage() + ")",
					"try again, or put it on the PATH");
		}
		finally {
			THREADS.unlock();
		}
	}

	private FileChannel openLock() throws FetchException {
		try {
			Files.createDirectories(this.folder);
			return FileChannel.open(this.folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		}
		catch (IOException ex) {
			throw new FetchException("the cache folder " + this.folder + " cannot be written",
					"set TELLTALE_CACHE to a folder that can");
		}
	}

	private void lock(FileChannel channel) throws IOException {
		if (channel.tryLock() == null) {
			this.progress.accept("waiting for another process that fetches programs");
			channel.lock();
		}
	}

	private Executable download(Tool tool) throws IOException, FetchException {
		removeUnfinished();
		Apt apt = Apt.in(this.folder.resolve("apt"), this.aptSettings);
		Path fresh = this.folder.resolve("apt/refreshed");
		boolean upToDate = isFresh(fresh) && apt.candidate(tool.debianPackage()).isPresent();
		if (!upToDate) {
			refresh(apt, tool, fresh);
		}
		Version version = requireCandidate(apt, tool, null);
		try {
			return download(apt, tool, version);
		}
		catch (IOException ex) {
			if (!upToDate) {
				throw ex;
			}
			// The mirror may have replaced the package since the lists were read.
			refresh(apt, tool, fresh);
			return download(apt, tool, requireCandidate(apt, tool, null));
		}
	}

	private void refresh(Apt apt, Tool tool, Path fresh) throws IOException, FetchException {
		this.progress.accept("reading the package lists");
		Files.deleteIfExists(fresh);
		String problem = apt.refresh();
		requireCandidate(apt, tool, problem);
		if (problem == null) {
			Files.createFile(fresh);
		}
	}

	private static Version requireCandidate(Apt apt, Tool tool, @Nullable String problem)
			throws IOException, FetchException {
		String name = tool.debianPackage();
		Optional<String> candidate = apt.candidate(name);
		if (candidate.isEmpty()) {
			throw (problem != null)
					? new FetchException("the package lists could not be read (apt: " + problem + ")",
							"connect this machine to the network, or put it on the PATH")
					: new FetchException("none of this system's package sources has the package " + name,
							"put it on the PATH");
		}
		Version version = Version.parse(candidate.get()).orElse(Version.ANY);
		if (version.compareTo(tool.minimum()) < 0) {
			throw new FetchException("this system's package " + name + " is " + version, "put a newer one on the PATH");
		}
		return version;
	}

	private Executable download(Apt apt, Tool tool, Version version) throws IOException, FetchException {
		String name = tool.debianPackage();
		List<String> packages = new ArrayList<>(List.of(name));
		// Debian's Prometheus serves its pages from the files of other packages.
		packages.addAll(apt.dependencies(name,
				(dependency) -> dependency.startsWith("libjs-") || dependency.startsWith("fonts-")));
		this.progress
			.accept("fetching %s %s (%d MB)".formatted(name, version, Math.round(apt.size(packages) / 1_000_000.0)));
		Path unfinished = Files.createTempDirectory(this.folder, UNFINISHED);
		try {
			apt.unpack(packages, unfinished);
			Folders.delete(unfinished.resolve(UNREAD));
			Links.anchor(unfinished);
			AlertmanagerTemplates.relocate(unfinished);
			writeManifest(unfinished);
			Path tree = this.folder.resolve(name);
			if (Files.exists(tree)) {
				// Moved, not deleted, so that no one ever sees half a tree.
				Files.move(tree, Files.createTempDirectory(this.folder, UNFINISHED).resolve("old"));
			}
			Files.move(unfinished, tree, StandardCopyOption.ATOMIC_MOVE);
			return executable(tool, tree);
		}
		catch (UnusableProgramException ex) {
			throw new FetchException("the fetched " + ex.getMessage(), "put it on the PATH");
		}
		finally {
			removeUnfinished();
		}
	}

	private static Executable executable(Tool tool, Path tree) throws UnusableProgramException {
		for (String command : tool.commands()) {
			Path file = tree.resolve("usr/bin").resolve(command);
			if (Files.exists(file)) {
				String version = VersionProbe.probe(tool, file).toString();
				return new Executable(tool, file, version,
						arguments(new Executable(tool, file, version, List.of()), tree));
			}
		}
		throw new UnusableProgramException("package " + tool.debianPackage() + " has no " + tool.program());
	}

	/** Debian's Prometheus looks for its pages at the root of the file system. */
	private static List<String> arguments(Executable executable, Path tree) {
		Path pages = tree.resolve("usr/share/prometheus/web");
		if (executable.tool() != Tool.PROMETHEUS || !Files.isDirectory(pages)
				|| !executable.accepts("--web.local-assets")) {
			return List.of();
		}
		return List.of("--web.local-assets=" + pages,
				"--web.console.templates=" + tree.resolve("etc/prometheus/consoles"),
				"--web.console.libraries=" + tree.resolve("etc/prometheus/console_libraries"));
	}

	private static void writeManifest(Path tree) throws IOException {
		try (Stream<Path> files = Files.walk(tree)) {
			List<String> lines = files.filter((file) -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
				.map((file) -> size(file) + "\t" + tree.relativize(file))
				.collect(Collectors.toList());
			Files.write(tree.resolve(MANIFEST), lines);
		}
	}

	private static boolean isComplete(Path tree) throws IOException {
		Path manifest = tree.resolve(MANIFEST);
		if (!Files.exists(manifest)) {
			return false;
		}
		for (String line : Files.readAllLines(manifest)) {
			String[] sizeAndName = line.split("\t", 2);
			Path file = tree.resolve(sizeAndName[1]);
			if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
					|| Files.size(file) != Long.parseLong(sizeAndName[0])) {
				return false;
			}
		}
		return true;
	}

	private static long size(Path file) {
		try {
			return Files.size(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isFresh(Path file) throws IOException {
		return Files.exists(file)
				&& Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(LISTS_STAY_FRESH));
	}

	/** What a process left that died while fetching. Only called with the lock held. */
	private void removeUnfinished() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			for (Path file : files.filter((candidate) -> candidate.getFileName().toString().startsWith(UNFINISHED))
				.toList()) {
				Folders.delete(file);
			}
		}
	}

}
