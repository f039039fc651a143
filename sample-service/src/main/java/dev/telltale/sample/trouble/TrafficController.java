package dev.telltale.sample.trouble;

import java.util.Map;

import dev.telltale.sample.OrdersRole;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@OrdersRole
@RestController
@RequestMapping("/api/simulate-traffic")
class TrafficController {

	private final TrafficSimulation simulation;

	TrafficController(TrafficSimulation simulation) {
		this.simulation = simulation;
	}

	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	Map<String, Object> simulate() {
		if (!this.simulation.claim()) {
			throw new ResponseStatusException(HttpStatus.CONFLICT, "Traffic is being simulated already");
		}
		this.simulation.run();
		return Map.of("status", "started", "calls", TrafficSimulation.calls());
	}

}
