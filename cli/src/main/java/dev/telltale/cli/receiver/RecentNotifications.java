package dev.telltale.cli.receiver;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import dev.telltale.cli.receiver.Notification.Status;
import org.jspecify.annotations.Nullable;

/**
 * The newest notifications, in bounded memory, and the counts of all. Kept by receiver,
 * so that a steady heartbeat does not push the rare page out. Thread-safe.
 */
final class RecentNotifications {

	/** How many notifications of a receiver are kept in memory. */
	static final int MAX_PER_RECEIVER = 1_000;

	/** How many receivers there may be. */
	static final int MAX_RECEIVERS = 100;

	/** How many characters of lines are kept in memory, over all receivers. */
	static final long MAX_CHARACTERS = 16 * 1024 * 1024;

	private final Map<String, Room> rooms = new TreeMap<>();

	private long characters;

	/**
	 * Whether notifications of a receiver can be added.
	 * @param receiver the name of the receiver
	 * @return {@code false} if it would be one receiver too many
	 */
	synchronized boolean accepts(String receiver) {
		return this.rooms.containsKey(receiver) || this.rooms.size() < MAX_RECEIVERS;
	}

	synchronized void add(LogEntry entry) {
		Room room = this.rooms.computeIfAbsent(entry.notification().receiver(), (name) -> new Room());
		room.add(entry);
		this.characters += entry.line().length();
		if (room.entries.size() > MAX_PER_RECEIVER) {
			removeOldest(room);
		}
		while (this.characters > MAX_CHARACTERS) {
			removeOldest(oldestRoom());
		}
	}

	private Room oldestRoom() {
		return this.rooms.values()
			.stream()
			.filter((room) -> !room.entries.isEmpty())
			.min(Comparator.comparingLong((room) -> room.entries.getFirst().id()))
			.orElseThrow();
	}

	private void removeOldest(Room room) {
		this.characters -= room.entries.removeFirst().line().length();
	}

	/**
	 * Return the entries in memory that match, the oldest first.
	 * @param receiver the receiver, or {@code null} for all
	 * @param condition what an entry must fulfil
	 * @return the entries
	 */
	synchronized List<LogEntry> find(@Nullable String receiver, Predicate<LogEntry> condition) {
		List<LogEntry> found = new ArrayList<>();
		this.rooms.forEach((name, room) -> {
			if (receiver == null || receiver.equals(name)) {
				room.entries.stream().filter(condition).forEach(found::add);
			}
		});
		found.sort(Comparator.comparingLong(LogEntry::id));
		return found;
	}

	/**
	 * Return the counts by receiver, ordered by its name.
	 * @return the counts
	 */
	synchronized Map<String, Counts> counts() {
		Map<String, Counts> counts = new TreeMap<>();
		this.rooms.forEach((name, room) -> counts.put(name, room.counts()));
		return counts;
	}

	/**
	 * How many notifications a receiver got, those no longer in memory included.
	 *
	 * @param firing the number of firing notifications
	 * @param resolved the number of resolved notifications
	 * @param lastReceivedAt when the newest one arrived
	 */
	record Counts(long firing, long resolved, Instant lastReceivedAt) {

	}

	private static final class Room {

		private final Deque<LogEntry> entries = new ArrayDeque<>();

		private long firing;

		private long resolved;

		private Instant lastReceivedAt = Instant.EPOCH;

		private void add(LogEntry entry) {
			this.entries.addLast(entry);
			this.lastReceivedAt = entry.notification().receivedAt();
			if (entry.notification().status() == Status.FIRING) {
				this.firing++;
			}
			else {
				this.resolved++;
			}
		}

		private Counts counts() {
			return new Counts(this.firing, this.resolved, this.lastReceivedAt);
		}

	}

}
