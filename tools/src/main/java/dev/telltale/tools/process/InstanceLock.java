package dev.telltale.tools.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time use a folder. The lock ends with the process, however that
 * ends. Thread-safe.
 */
public final class InstanceLock implements AutoCloseable {

	/**
	 * The folders this JVM holds. POSIX drops all locks of a process on a file when any
	 * of its descriptors is closed, so a held lock file must not be opened again.
	 */
	private static final Set<Path> HELD = new HashSet<>();

	private static final int READS = 10;

	private static final Duration BETWEEN_READS = Duration.ofMillis(50);

	private final Path folder;

	private final FileChannel channel;

	private InstanceLock(Path folder, FileChannel channel) {
		this.folder = folder;
		this.channel = channel;
	}

	/**
	 * Take the lock of a folder.
	 * @param folder the folder, created if need be
	 * @return the lock, to be closed at the end
	 * @throws InUseException if another process, or another part of this one, holds it
	 * @throws IOException if the folder cannot be written
	 */
	public static InstanceLock acquire(Path folder) throws IOException, InUseException {
		Path real = Files.createDirectories(folder).toRealPath();
		synchronized (HELD) {
			FileChannel channel = HELD.contains(real) ? null : tryLock(real);
			if (channel == null) {
				throw new InUseException(real, readHolder(real));
			}
			try {
				writeHolder(real);
			}
			catch (IOException ex) {
				channel.close();
				throw ex;
			}
			HELD.add(real);
			return new InstanceLock(real, channel);
		}
	}

	/**
	 * Return who holds the lock of a folder.
	 * @param folder the folder, which need not exist
	 * @return the process id of the holder, or empty if the lock is free
	 * @throws IOException if the folder cannot be read
	 */
	public static OptionalLong holder(Path folder) throws IOException {
		if (!Files.exists(folder.resolve("lock"))) {
			return OptionalLong.empty();
		}
		Path real = folder.toRealPath();
		synchronized (HELD) {
			if (!HELD.contains(real)) {
				try (FileChannel channel = tryLock(real)) {
					if (channel != null) {
						return OptionalLong.empty();
					}
				}
			}
			return readHolder(real);
		}
	}

	@Override
	public void close() throws IOException {
		synchronized (HELD) {
			if (this.channel.isOpen()) {
				Files.deleteIfExists(pidFile(this.folder));
				HELD.remove(this.folder);
				this.channel.close();
			}
		}
	}

	private static @Nullable FileChannel tryLock(Path folder) throws IOException {
		FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE);
		if (channel.tryLock() != null) {
			return channel;
		}
		channel.close();
		return null;
	}

	private static void writeHolder(Path folder) throws IOException {
		long pid = ProcessHandle.current().pid();
		Files.writeString(pidFile(folder), pid + "\t" + ProcessStamp.of(pid).orElse("") + "\n");
	}

	/** The file may still name an earlier holder for a moment: wait until it is right. */
	private static OptionalLong readHolder(Path folder) throws IOException {
		OptionalLong holder = OptionalLong.empty();
		for (int i = 0; i < READS && holder.isEmpty(); i++) {
			if (i > 0) {
				LockSupport.parkNanos(BETWEEN_READS.toNanos());
			}
			holder = readHolderNow(pidFile(folder));
		}
		return holder;
	}

	private static OptionalLong readHolderNow(Path file) throws IOException {
		String[] fields = (Files.exists(file) ? Files.readString(file).strip() : "").split("\t");
		if (fields.length != 2 || !fields[0].matches("\\d{1,18}")) {
			return OptionalLong.empty();
		}
		long pid = Long.parseLong(fields[0]);
		return ProcessStamp.of(pid).filter(fields[1]::equals).isPresent() ? OptionalLong.of(pid) : OptionalLong.empty();
	}

	private static Path pidFile(Path folder) {
		return folder.resolve("pid");
	}

}
