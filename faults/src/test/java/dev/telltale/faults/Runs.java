package dev.telltale.faults;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Starts single faults for tests.
 */
final class Runs {

	private Runs() {
	}

	/**
	 * Start a fault without bounds.
	 * @param fault the fault
	 * @param given values of its parameters
	 * @return its undo
	 */
	static Fault.Undo start(Fault fault, Map<String, String> given) {
		return start(fault, given, new Budget(Long.MAX_VALUE, () -> {
		}));
	}

	static Fault.Undo start(Fault fault, Map<String, String> given, Budget budget) {
		Map<String, List<String>> values = given.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> List.of(entry.getValue())));
		return fault.start(Settings.read(fault.name(), fault.parameters(), values), budget);
	}

	static List<String> threads(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((n) -> n.startsWith(prefix))
			.toList();
	}

}
