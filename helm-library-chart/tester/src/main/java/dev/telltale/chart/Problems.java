package dev.telltale.chart;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects problems, each of them once.
 */
final class Problems {

	private final Set<Problem> found = new LinkedHashSet<>();

	/**
	 * Add a problem.
	 * @param object the object
	 * @param path where it stands, a JSON pointer
	 * @param message what is wrong
	 */
	void add(KubernetesObject object, String path, String message) {
		add(object.toString(), path, message);
	}

	/**
	 * Add a problem of something that is no object.
	 * @param what what it is
	 * @param path where it stands
	 * @param message what is wrong
	 */
	void add(String what, String path, String message) {
		this.found.add(new Problem(what, path, message));
	}

	/**
	 * Return what was found.
	 * @return the problems in their order
	 */
	List<Problem> list() {
		return List.copyOf(this.found);
	}

}
