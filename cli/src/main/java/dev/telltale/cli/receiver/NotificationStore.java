package dev.telltale.cli.receiver;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.telltale.cli.receiver.RecentNotifications.Counts;
import dev.telltale.tools.http.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Puts notifications into the log and into memory, in the same order. Thread-safe.
 */
final class NotificationStore implements AutoCloseable {

	private static final Logger logger = System.getLogger(NotificationStore.class.getName());

	private final RecentNotifications recent;

	private final NotificationLog log;

	private final Instant startedAt = Instant.now();

	private final Set<String> muted = new TreeSet<>();

	private long refused;

	private @Nullable String lastRefusal;

	private NotificationStore(RecentNotifications recent, NotificationLog log) {
		this.recent = recent;
		this.log = log;
	}

	static NotificationStore open(Path file) throws IOException {
		RecentNotifications recent = new RecentNotifications();
		return new NotificationStore(recent, NotificationLog.open(file, recent::add));
	}

	/**
	 * Store a notification.
	 * @param receiver the valid name of the receiver it was posted to
	 * @param payload the payload as it came
	 * @return the new entry
	 * @throws RefusedException if it cannot be stored; Alertmanager repeats what was
	 * refused with a status of 500 or above, and drops the rest
	 */
	synchronized LogEntry add(String receiver, String payload) throws RefusedException {
		if (this.muted.contains(receiver)) {
			throw new RefusedException(503, "The receiver '%s' is muted: it takes nothing for now".formatted(receiver));
		}
		if (!this.recent.accepts(receiver)) {
			throw new RefusedException(400,
					"More than %d receivers: post to fewer addresses".formatted(RecentNotifications.MAX_RECEIVERS));
		}
		try {
			LogEntry entry = this.log.append(receiver, payload);
			this.recent.add(entry);
			return entry;
		}
		catch (InvalidPayloadException ex) {
			throw new RefusedException(400, "Not a notification: " + ex.getMessage());
		}
		catch (IOException ex) {
			logger.log(Level.WARNING, "Could not write " + this.log.file(), ex);
			throw new RefusedException(500, "Could not write the log of notifications (%s): check the disk"
				.formatted(ex.getClass().getSimpleName()));
		}
	}

	/**
	 * Let a receiver take nothing, as one that is down, or listen again.
	 */
	synchronized void mute(String receiver, boolean muted) {
		if (muted) {
			this.muted.add(receiver);
		}
		else {
			this.muted.remove(receiver);
		}
	}

	List<LogEntry> find(@Nullable String receiver, Predicate<LogEntry> condition) {
		return this.recent.find(receiver, condition);
	}

	synchronized void countRefused(String message) {
		this.refused++;
		this.lastRefusal = message;
	}

	Instant startedAt() {
		return this.startedAt;
	}

	/**
	 * Return the counts as they are shown to clients.
	 * @return the fields of a JSON object
	 */
	synchronized Map<String, @Nullable Object> summary() {
		Map<String, Counts> receivers = this.recent.counts();
		Map<String, @Nullable Object> summary = new LinkedHashMap<>();
		summary.put("startedAt", this.startedAt.toString());
		summary.put("total",
				receivers.values().stream().mapToLong((counts) -> counts.firing() + counts.resolved()).sum());
		summary.put("receivers", receivers);
		summary.put("refused", this.refused);
		summary.put("lastRefusal", this.lastRefusal);
		summary.put("skippedLines", this.log.skippedLines());
		return summary;
	}

	@Override
	public synchronized void close() throws IOException {
		this.log.close();
	}

}
