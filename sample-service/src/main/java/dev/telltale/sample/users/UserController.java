package dev.telltale.sample.users;

import java.util.List;

import dev.telltale.sample.OrdersRole;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@OrdersRole
@RestController
@RequestMapping("/api/users")
class UserController {

	private final Users users;

	private final ActiveUsers activeUsers;

	UserController(Users users, ActiveUsers activeUsers) {
		this.users = users;
		this.activeUsers = activeUsers;
	}

	@GetMapping
	List<User> list() {
		return this.users.findAll();
	}

	@GetMapping("/{id}")
	User get(@PathVariable long id) {
		User user = this.users.findById(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no user " + id));
		this.activeUsers.seen(user);
		return user;
	}

}
