package dev.telltale.sample.users;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.telltale.observability.business.BusinessMetrics;
import dev.telltale.sample.OrdersRole;

import org.springframework.stereotype.Component;

/**
 * Counts the users who were seen lately. Only users of the database are remembered, so
 * there are never more than those.
 */
@OrdersRole
@Component
public class ActiveUsers {

	private static final Duration LATELY = Duration.ofMinutes(5);

	private final Map<Long, Instant> lastSeen = new ConcurrentHashMap<>();

	private final Clock clock = Clock.systemUTC();

	ActiveUsers(BusinessMetrics metrics) {
		metrics.gauge("active_users", "Users seen by this instance within the last five minutes", this::count);
	}

	void seen(User user) {
		this.lastSeen.put(user.id(), this.clock.instant());
	}

	private int count() {
		Instant since = this.clock.instant().minus(LATELY);
		this.lastSeen.values().removeIf((seen) -> seen.isBefore(since));
		return this.lastSeen.size();
	}

}
