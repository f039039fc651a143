package dev.telltale.cli.receiver;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.telltale.cli.receiver.Notification.Status;
import dev.telltale.cli.receiver.RecentNotifications.Counts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentNotificationsTests {

	private final RecentNotifications recent = new RecentNotifications();

	private long id;

	@Test
	void keepsNewestOfEachReceiver() {
		add("critical", "page");
		for (int i = 0; i < 1_500; i++) {
			add("heartbeat", "beat");
		}
		assertThat(find("critical")).extracting(LogEntry::id).containsExactly(1L);
		assertThat(find("heartbeat")).hasSize(1_000).last().extracting(LogEntry::id).isEqualTo(1_501L);
		assertThat(this.recent.counts()).extractingByKey("heartbeat").extracting(Counts::firing).isEqualTo(1_500L);
	}

	@Test
	void keepsBoundedText() {
		String large = "x".repeat(1024 * 1024);
		add("warning", "small");
		for (int i = 0; i < 40; i++) {
			add("critical", large);
		}
		assertThat(find("warning")).isEmpty();
		assertThat(find("critical")).hasSize(16).last().extracting(LogEntry::id).isEqualTo(41L);
	}

	@Test
	void findsInOrderOverReceivers() {
		add("warning", "");
		add("critical", "");
		add("warning", "");
		assertThat(this.recent.find(null, (entry) -> entry.id() > 1)).extracting(LogEntry::id).containsExactly(2L, 3L);
	}

	@Test
	void boundsReceivers() {
		for (int i = 0; i < RecentNotifications.MAX_RECEIVERS; i++) {
			assertThat(this.recent.accepts("receiver-" + i)).isTrue();
			add("receiver-" + i, "");
		}
		assertThat(this.recent.accepts("one-more")).isFalse();
		assertThat(this.recent.accepts("receiver-0")).isTrue();
	}

	private void add(String receiver, String line) {
		Notification notification = new Notification(Instant.EPOCH, receiver, Status.FIRING, Map.of(), Map.of(),
				List.of(), "", 0);
		this.recent.add(new LogEntry(++this.id, notification, line));
	}

	private List<LogEntry> find(String receiver) {
		return this.recent.find(receiver, (entry) -> true);
	}

}
