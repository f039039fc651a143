package dev.telltale.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PoolExhaustionFault}.
 */
class PoolExhaustionFaultTests {

	private final HikariDataSource pool = new HikariDataSource();

	@BeforeEach
	void open() throws SQLException {
		this.pool.setJdbcUrl("jdbc:h2:mem:");
		this.pool.setMaximumPoolSize(3);
		this.pool.setConnectionTimeout(250);
		this.pool.getConnection().close();
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void takesAllConnectionsUntilUndone() throws SQLException {
		Fault.Undo undo = Runs.start(new PoolExhaustionFault(this.pool), Map.of());
		assertThat(this.pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(3);
		assertThatExceptionOfType(SQLException.class).isThrownBy(this.pool::getConnection);
		undo.undo();
		assertThat(this.pool.getHikariPoolMXBean().getActiveConnections()).isZero();
		this.pool.getConnection().close();
	}

	@Test
	void takesAsManyAsAskedFor() throws SQLException {
		Fault.Undo undo = Runs.start(new PoolExhaustionFault(this.pool), Map.of("connections", "2"));
		assertThat(this.pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(2);
		this.pool.getConnection().close();
		undo.undo();
		assertThat(this.pool.getHikariPoolMXBean().getActiveConnections()).isZero();
	}

	@Test
	void givesBackWhatItGotWhenItCannotGetAll() throws SQLException {
		try (Connection used = this.pool.getConnection()) {
			assertThat(used).isNotNull();
			assertThatExceptionOfType(FaultException.class)
				.isThrownBy(() -> Runs.start(new PoolExhaustionFault(this.pool), Map.of()))
				.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(HttpStatus.CONFLICT))
				.withMessageContaining("The pool gave only 2 of 3 connections in time");
			assertThat(this.pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "4", "none", "" })
	void refusesANumberThatThePoolDoesNotHave(String connections) {
		assertThatExceptionOfType(FaultException.class)
			.isThrownBy(() -> Runs.start(new PoolExhaustionFault(this.pool), Map.of("connections", connections)))
			.withMessageContaining("connections '%s' must be all or a whole number from 1 to 3".formatted(connections));
	}

}
