package dev.telltale.chart;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * A pod, or what a workload makes its pods of.
 *
 * @param owner the object that has it
 * @param pointer where it stands in the object
 */
record Pod(KubernetesObject owner, String pointer) {

	private static final Map<String, String> POINTERS = Map.of("Pod", "", "Deployment", "/spec/template", "StatefulSet",
			"/spec/template", "DaemonSet", "/spec/template", "ReplicaSet", "/spec/template", "Job", "/spec/template",
			"CronJob", "/spec/jobTemplate/spec/template");

	static Stream<Pod> in(List<KubernetesObject> objects) {
		return objects.stream()
			.filter((object) -> POINTERS.containsKey(object.kind()))
			.map((object) -> new Pod(object, POINTERS.get(object.kind())));
	}

	JsonNode labels() {
		return this.owner.at(this.pointer + "/metadata/labels");
	}

	JsonNode spec() {
		return this.owner.at(specPointer());
	}

	String specPointer() {
		return this.pointer + "/spec";
	}

	/**
	 * Visit the containers, also those that only start the pod.
	 * @param visitor takes each container and its pointer
	 */
	void containers(BiConsumer<JsonNode, String> visitor) {
		Pointers.items(spec(), specPointer(), "initContainers", visitor);
		Pointers.items(spec(), specPointer(), "containers", visitor);
	}

	Set<String> portNames() {
		Set<String> names = new LinkedHashSet<>();
		containers((container, place) -> names.addAll(portNames(container)));
		return names;
	}

	static Set<String> portNames(JsonNode container) {
		Set<String> names = new LinkedHashSet<>();
		container.path("ports").forEach((port) -> names.add(Pointers.text(port.path("name"))));
		names.remove("");
		return names;
	}

}
