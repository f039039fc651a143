package dev.telltale.sample.users;

import java.util.List;
import java.util.Optional;

import dev.telltale.sample.OrdersRole;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The users in the database.
 */
@OrdersRole
@Repository
public class Users {

	private final JdbcClient jdbcClient;

	Users(JdbcClient jdbcClient) {
		this.jdbcClient = jdbcClient;
	}

	List<User> findAll() {
		return this.jdbcClient.sql("select id, name from users order by id").query(User.class).list();
	}

	Optional<User> findById(long id) {
		return this.jdbcClient.sql("select id, name from users where id = :id")
			.param("id", id)
			.query(User.class)
			.optional();
	}

}
