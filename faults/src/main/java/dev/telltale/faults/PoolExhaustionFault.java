package dev.telltale.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to the database are taken out of the pool and not given back.
 * <p>
 * With all of them gone, raises DatabaseConnectionsExhausted and
 * DatabaseConnectionTimeouts, and what follows from that: HighErrorRate,
 * SloErrorBudgetBurn, LowOrderSuccessRate, LogErrorBurst, and HealthComponentDown for
 * {@code db}.
 */
class PoolExhaustionFault implements Fault {

	private static final Logger logger = LoggerFactory.getLogger(PoolExhaustionFault.class);

	private static final String ALL = "all";

	private final HikariDataSource pool;

	private final Parameter<String> connections;

	PoolExhaustionFault(HikariDataSource pool) {
		this.pool = pool;
		this.connections = new Parameter<>("connections", ALL,
				"all or a whole number from 1 to %d".formatted(pool.getMaximumPoolSize()), this::read);
	}

	private @Nullable String read(String text) {
		return (text.equals(ALL) || Parameter.readNumber(text, 1, this.pool.getMaximumPoolSize()) != null) ? text
				: null;
	}

	@Override
	public String name() {
		return "pool-exhaustion";
	}

	@Override
	public String description() {
		return "Connections to the database are taken out of the pool and not given back.";
	}

	@Override
	public List<Parameter<?>> parameters() {
		return List.of(this.connections);
	}

	@Override
	public Undo start(Settings settings, Budget budget) {
		String wanted = settings.get(this.connections);
		int count = wanted.equals(ALL) ? this.pool.getMaximumPoolSize() : Integer.parseInt(wanted);
		List<Connection> held = new ArrayList<>();
		try {
			while (held.size() < count) {
				held.add(this.pool.getConnection());
			}
		}
		catch (SQLException ex) {
			giveBack(held);
			throw FaultException
				.impossible("The pool gave only %d of %d connections in time: start it with less traffic"
					.formatted(held.size(), count), ex);
		}
		return () -> giveBack(held);
	}

	private static void giveBack(List<Connection> connections) {
		for (Connection connection : connections) {
			try {
				connection.close();
			}
			catch (SQLException ex) {
				logger.warn("A connection could not be given back: the pool replaces it", ex);
			}
		}
	}

}
