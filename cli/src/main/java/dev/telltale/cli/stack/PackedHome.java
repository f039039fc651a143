package dev.telltale.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

import dev.telltale.tools.binaries.CacheFolder;
import dev.telltale.tools.files.Folders;

/**
 * What the command's jar brings of the project, for whoever has the jar alone: unpacked
 * once a build into the cache. Jars that are too large to bring are fetched by Maven when
 * they are needed.
 */
final class PackedHome {

	/** By folder in the jars, where it stands in the project. */
	private static final Map<String, String> FOLDERS = Map.of("META-INF/telltale/home/", "", "telltale/mixin/",
			"mixins/src/main/jsonnet/");

	private static final String ARTIFACTS = "artifacts.properties";

	private static final long PATIENCE_MINUTES = 10;

	private PackedHome() {
	}

	/**
	 * Unpack it, unless that was done.
	 * @return the folder
	 * @throws StackException if the command runs from no jar, or the cache cannot be
	 * written
	 */
	static Path unpack() {
		Map<String, Entry> entries = new LinkedHashMap<>();
		FOLDERS.forEach((packed, folder) -> find(packed, folder, entries));
		CRC32 sum = new CRC32();
		entries.values()
			.stream()
			.sorted((one, other) -> one.path.compareTo(other.path))
			.forEach((entry) -> sum.update((entry.path + entry.crc).getBytes()));
		Path cache = CacheFolder.locate().resolve("home");
		Path folder = cache.resolve("%08x".formatted(sum.getValue()));
		try {
			if (!Files.isDirectory(folder)) {
				Files.createDirectories(cache);
				Path aside = Files.createTempDirectory(cache, "unpacking-");
				try {
					for (Entry entry : entries.values()) {
						entry.unpackInto(aside);
					}
					move(aside, folder);
				}
				finally {
					deleteQuietly(aside);
				}
			}
			return folder;
		}
		catch (IOException ex) {
			throw new StackException(
					"cannot unpack what the command brings into %s (%s): see whether it is yours and has room"
						.formatted(cache, ex.getMessage()));
		}
	}

	// Another process may have been faster.
	private static void move(Path aside, Path folder) throws IOException {
		try {
			Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (FileAlreadyExistsException | DirectoryNotEmptyException ex) {
			// Its files are the same.
		}
	}

	private static void find(String packed, String folder, Map<String, Entry> entries) {
		URL url = PackedHome.class.getClassLoader().getResource(packed);
		try {
			if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
				throw new StackException("the project's folder is unknown: start this command with ./telltale");
			}
			JarFile jar = connection.getJarFile();
			String prefix = connection.getEntryName();
			jar.stream()
				.filter((entry) -> !entry.isDirectory() && entry.getName().startsWith(prefix))
				.map((entry) -> new Entry(jar, entry, folder + entry.getName().substring(prefix.length())))
				.forEach((entry) -> entries.put(entry.path, entry));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Let Maven fetch a jar.
	 * @param home the folder that was unpacked
	 * @param name what is wanted
	 * @param folder where to put it
	 * @throws StackException if this is not such a folder, or Maven cannot fetch it
	 */
	static void fetch(Path home, String name, Path folder) {
		Properties artifacts = new Properties();
		try (InputStream file = Files.newInputStream(home.resolve(ARTIFACTS))) {
			artifacts.load(file);
		}
		catch (IOException ex) {
			throw new StackException("%s is not there: start this command with ./telltale".formatted(name));
		}
		String artifact = artifacts.getProperty(name);
		Path log = home.resolve("fetch-" + name + ".log");
		Path aside = home.resolve("fetching-" + ProcessHandle.current().pid() + "-" + name);
		Process maven = null;
		try {
			Files.createDirectories(aside);
			maven = new ProcessBuilder("mvn", "-B", "-ntp", "dependency:copy", "-Dartifact=" + artifact,
					"-DoutputDirectory=" + aside, "-Dmdep.stripVersion=true")
				.redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			if (!maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || maven.exitValue() != 0) {
				throw new StackException("Maven cannot fetch %s: see %s".formatted(artifact, log));
			}
			Files.createDirectories(folder.getParent());
			move(aside, folder);
		}
		catch (IOException ex) {
			throw new StackException(
					"cannot fetch %s with Maven, which must be on the PATH: %s".formatted(artifact, ex.getMessage()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted while Maven fetched " + artifact);
		}
		finally {
			if (maven != null) {
				maven.destroy();
			}
			deleteQuietly(aside);
		}
	}

	private static void deleteQuietly(Path aside) {
		try {
			Folders.delete(aside);
		}
		catch (IOException ex) {
			// It is in the cache, which may be deleted at any time.
		}
	}

	/**
	 * A file in a jar.
	 */
	private record Entry(JarFile jar, JarEntry entry, String path, long crc) {

		private Entry(JarFile jar, JarEntry entry, String path) {
			this(jar, entry, path, entry.getCrc());
		}

		private void unpackInto(Path folder) throws IOException {
			Path file = folder.resolve(this.path);
			Files.createDirectories(file.getParent());
			try (InputStream content = this.jar.getInputStream(this.entry)) {
				Files.copy(content, file);
			}
		}

	}

}
