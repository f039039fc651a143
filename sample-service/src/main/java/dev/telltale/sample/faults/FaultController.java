package dev.telltale.sample.faults;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@FaultsEnabled
@RestController
@RequestMapping("/faults")
class FaultController {

	private final Faults faults;

	FaultController(Faults faults) {
		this.faults = faults;
	}

	@GetMapping
	List<FaultState> list() {
		return this.faults.states();
	}

	@GetMapping("/{name}")
	FaultState get(@PathVariable String name) {
		return this.faults.state(name);
	}

	@PutMapping("/{name}")
	FaultState start(@PathVariable String name, @RequestParam MultiValueMap<String, String> parameters) {
		return this.faults.start(name, parameters);
	}

	@DeleteMapping("/{name}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void undo(@PathVariable String name) {
		this.faults.undo(name);
	}

	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void undoAll() {
		this.faults.undoAll();
	}

}
