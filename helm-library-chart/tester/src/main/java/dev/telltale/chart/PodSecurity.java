package dev.telltale.chart;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

/**
 * Checks pods against the <em>restricted</em> profile of the Pod Security Standards, as
 * of Kubernetes 1.33 and for Linux.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod
 * Security Standards</a>
 */
final class PodSecurity {

	private static final Set<String> VOLUMES = Set.of("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral",
			"persistentVolumeClaim", "projected", "secret");

	private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");

	private PodSecurity() {
	}

	/**
	 * Check all pods.
	 * @param objects the objects that may have pods
	 * @param problems where to say what the profile refuses
	 */
	static void check(List<KubernetesObject> objects, Problems problems) {
		Pod.in(objects).forEach((pod) -> check(pod, problems));
	}

	private static void check(Pod pod, Problems problems) {
		KubernetesObject owner = pod.owner();
		JsonNode spec = pod.spec();
		String pointer = pod.specPointer();
		for (String key : List.of("hostNetwork", "hostPID", "hostIPC")) {
			refuse(owner, spec.path(key).asBoolean(false), pointer + "/" + key, "must not be true", problems);
		}
		Pointers.items(spec, pointer, "volumes",
				(volume, place) -> volume.propertyNames()
					.stream()
					.filter((key) -> !key.equals("name") && !VOLUMES.contains(key))
					.forEach((key) -> problems.add(owner, place + "/" + key,
							"must be one of " + String.join(", ", new TreeSet<>(VOLUMES)))));
		JsonNode context = spec.path("securityContext");
		refuse(owner, isRoot(context), pointer + "/securityContext/runAsUser", "must not be 0", problems);
		pod.containers((container, place) -> check(owner, context, container, place, problems));
	}

	private static void check(KubernetesObject owner, JsonNode ofPod, JsonNode container, String place,
			Problems problems) {
		String pointer = place + "/securityContext";
		JsonNode own = container.path("securityContext");
		refuse(owner, own.path("privileged").asBoolean(false), pointer + "/privileged", "must not be true", problems);
		refuse(owner, own.path("allowPrivilegeEscalation").asBoolean(true), pointer + "/allowPrivilegeEscalation",
				"must be false", problems);
		refuse(owner, isRoot(own), pointer + "/runAsUser", "must not be 0", problems);
		JsonNode nonRoot = own.has("runAsNonRoot") ? own.get("runAsNonRoot") : ofPod.path("runAsNonRoot");
		refuse(owner, !nonRoot.asBoolean(false), pointer + "/runAsNonRoot", "must be true, here or for the pod",
				problems);
		JsonNode seccomp = own.has("seccompProfile") ? own.get("seccompProfile") : ofPod.path("seccompProfile");
		refuse(owner, !SECCOMP.contains(seccomp.path("type").asString("")), pointer + "/seccompProfile/type",
				"must be RuntimeDefault or Localhost, here or for the pod", problems);
		refuse(owner, own.at("/capabilities/drop").valueStream().noneMatch((name) -> name.asString("").equals("ALL")),
				pointer + "/capabilities/drop", "must have ALL", problems);
		refuse(owner,
				own.at("/capabilities/add")
					.valueStream()
					.anyMatch((name) -> !name.asString("").equals("NET_BIND_SERVICE")),
				pointer + "/capabilities/add", "must have nothing but NET_BIND_SERVICE", problems);
		Pointers.items(container, place, "ports", (port, where) -> refuse(owner, port.path("hostPort").asInt(0) != 0,
				where + "/hostPort", "must not be there", problems));
	}

	private static boolean isRoot(JsonNode context) {
		return context.path("runAsUser").isIntegralNumber() && context.get("runAsUser").asLong() == 0;
	}

	private static void refuse(KubernetesObject owner, boolean refused, String pointer, String message,
			Problems problems) {
		if (refused) {
			problems.add(owner, pointer, message);
		}
	}

}
