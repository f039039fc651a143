package dev.telltale.chart;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Checks that objects of a rendering fit each other: selectors, names of ports, targets.
 * Only what the chart itself could answer is asked: a service in a chart without any pod
 * may select the pods of another one.
 */
final class ReferenceChecks {

	private static final Set<String> PROBES = Set.of("startupProbe", "livenessProbe", "readinessProbe");

	private static final Set<String> HANDLERS = Set.of("httpGet", "tcpSocket");

	private final List<KubernetesObject> objects;

	private final List<Pod> pods;

	private final Problems problems;

	ReferenceChecks(List<KubernetesObject> objects, Problems problems) {
		this.objects = objects;
		this.pods = Pod.in(objects).toList();
		this.problems = problems;
	}

	/**
	 * Check all objects.
	 */
	void check() {
		checkIdentities();
		this.pods.forEach(this::checkPod);
		for (KubernetesObject object : this.objects) {
			switch (object.kind()) {
				case "Service" -> checkService(object);
				case "PodDisruptionBudget" -> selected(object, "/spec/selector");
				case "NetworkPolicy" -> checkNetworkPolicy(object);
				case "HorizontalPodAutoscaler" -> checkAutoscaler(object);
				case "PodMonitor" -> checkPodMonitor(object);
				case "ServiceMonitor" -> checkServiceMonitor(object);
				case "Ingress" -> checkIngress(object);
				case "HTTPRoute" -> checkRoute(object);
				default -> {
				}
			}
		}
	}

	private void checkIdentities() {
		Set<String> seen = new HashSet<>();
		for (KubernetesObject object : this.objects) {
			if (!object.name().isEmpty() && !seen.add(object.apiVersion() + " " + object + " " + object.namespace())) {
				this.problems.add(object, "", "is rendered twice, here by " + object.source());
			}
		}
	}

	private void checkPod(Pod pod) {
		KubernetesObject owner = pod.owner();
		JsonNode selector = owner.at("/spec/selector");
		if (!pod.pointer().isEmpty() && selector.isObject() && !Selector.of(selector).matches(pod.labels())) {
			this.problems.add(owner, "/spec/selector",
					"%s does not match the labels of its own pods".formatted(Selector.of(selector)));
		}
		Set<String> volumes = names(pod.spec().path("volumes"));
		volumes.addAll(owner.at("/spec/volumeClaimTemplates")
			.valueStream()
			.map((claim) -> Pointers.text(claim.at("/metadata/name")))
			.toList());
		pod.containers((container, place) -> {
			checkHandlers(owner, container, place);
			Pointers.items(container, place, "volumeMounts", (mount, where) -> {
				String name = Pointers.text(mount.path("name"));
				if (!name.isEmpty() && !volumes.contains(name)) {
					this.problems.add(owner, where + "/name", "no volume has the name " + name + among(volumes));
				}
			});
		});
		Pointers.items(pod.spec(), pod.specPointer(), "topologySpreadConstraints", (constraint, place) -> {
			Selector spread = Selector.of(constraint.path("labelSelector"));
			if (!spread.isEmpty() && !spread.matches(pod.labels())) {
				this.problems.add(owner, place + "/labelSelector",
						"%s does not match the labels of its own pods".formatted(spread));
			}
		});
	}

	private void checkHandlers(KubernetesObject owner, JsonNode container, String pointer) {
		Set<String> ports = Pod.portNames(container);
		for (String handler : HANDLERS) {
			for (String probe : PROBES) {
				checkPort(owner, container.path(probe).path(handler).path("port"),
						pointer + "/" + probe + "/" + handler + "/port", "no port of its container", ports);
			}
			for (String hook : Set.of("postStart", "preStop")) {
				checkPort(owner, container.path("lifecycle").path(hook).path(handler).path("port"),
						pointer + "/lifecycle/" + hook + "/" + handler + "/port", "no port of its container", ports);
			}
		}
	}

	private void checkPort(KubernetesObject object, JsonNode port, String pointer, String nobody, Set<String> names) {
		if (port.isString() && !names.contains(port.asString())) {
			this.problems.add(object, pointer, nobody + " has the name " + port.asString() + among(names));
		}
	}

	private void checkService(KubernetesObject service) {
		JsonNode selector = service.at("/spec/selector");
		if (selector.isEmpty()) {
			return;
		}
		Set<String> ports = portNames(selected(service, Selector.ofLabels(selector), "/spec/selector"));
		Pointers.items(service.at("/spec"), "/spec", "ports", (port, place) -> {
			if (!ports.isEmpty()) {
				checkPort(service, port.path("targetPort"), place + "/targetPort", "no port of the selected pods",
						ports);
			}
		});
	}

	private void checkNetworkPolicy(KubernetesObject policy) {
		Set<String> ports = portNames(selected(policy, "/spec/podSelector"));
		Pointers.items(policy.at("/spec"), "/spec", "ingress",
				(rule, place) -> Pointers.items(rule, place, "ports", (port, where) -> {
					if (!ports.isEmpty()) {
						checkPort(policy, port.path("port"), where + "/port", "no port of the selected pods", ports);
					}
				}));
	}

	private void checkAutoscaler(KubernetesObject autoscaler) {
		String kind = Pointers.text(autoscaler.at("/spec/scaleTargetRef/kind"));
		String name = Pointers.text(autoscaler.at("/spec/scaleTargetRef/name"));
		if (!Set.of("Deployment", "StatefulSet").contains(kind) || this.pods.isEmpty()) {
			return;
		}
		find(kind, name, autoscaler.namespace()).findFirst().ifPresentOrElse((target) -> {
			if (!target.at("/spec/replicas").isMissingNode()) {
				this.problems.add(target, "/spec/replicas",
						"%s sets the replicas too: leave them out here, or each upgrade resets them"
							.formatted(autoscaler));
			}
		}, () -> this.problems.add(autoscaler, "/spec/scaleTargetRef", "there is no %s %s".formatted(kind, name)));
	}

	private void checkPodMonitor(KubernetesObject monitor) {
		if (!monitor.at("/spec/namespaceSelector").isMissingNode()) {
			return;
		}
		List<Pod> selected = selected(monitor, "/spec/selector");
		if (selected.isEmpty()) {
			return;
		}
		Set<String> ports = portNames(selected);
		Pointers.items(monitor.at("/spec"), "/spec", "podMetricsEndpoints", (endpoint, place) -> checkPort(monitor,
				endpoint.path("port"), place + "/port", "no port of the selected pods", ports));
		String label = Pointers.text(monitor.at("/spec/jobLabel"));
		if (!label.isEmpty() && selected.stream().noneMatch((pod) -> pod.labels().has(label))) {
			this.problems.add(monitor, "/spec/jobLabel", "no selected pod has the label " + label);
		}
	}

	private void checkServiceMonitor(KubernetesObject monitor) {
		List<KubernetesObject> services = this.objects.stream()
			.filter((object) -> object.kind().equals("Service") && object.namespace().equals(monitor.namespace()))
			.toList();
		if (services.isEmpty() || !monitor.at("/spec/namespaceSelector").isMissingNode()) {
			return;
		}
		Selector selector = Selector.of(monitor.at("/spec/selector"));
		List<KubernetesObject> selected = services.stream()
			.filter((service) -> selector.matches(service.at("/metadata/labels")))
			.toList();
		if (selected.isEmpty()) {
			this.problems.add(monitor, "/spec/selector", "%s matches no service".formatted(selector));
			return;
		}
		Set<String> ports = selected.stream()
			.flatMap((service) -> names(service.at("/spec/ports")).stream())
			.collect(Collectors.toCollection(LinkedHashSet::new));
		Pointers.items(monitor.at("/spec"), "/spec", "endpoints", (endpoint, place) -> checkPort(monitor,
				endpoint.path("port"), place + "/port", "no port of the selected services", ports));
		String label = Pointers.text(monitor.at("/spec/jobLabel"));
		if (!label.isEmpty() && selected.stream().noneMatch((service) -> service.at("/metadata/labels").has(label))) {
			this.problems.add(monitor, "/spec/jobLabel", "no selected service has the label " + label);
		}
	}

	private void checkIngress(KubernetesObject ingress) {
		Pointers.all(ingress.at("/spec"), "/spec", (node, pointer) -> {
			JsonNode service = node.path("service");
			if (node.isObject() && service.isObject() && pointer.toLowerCase(Locale.ROOT).endsWith("backend")) {
				JsonNode port = service.at("/port/name").isMissingNode() ? service.at("/port/number")
						: service.at("/port/name");
				checkBackend(ingress, Pointers.text(service.path("name")), port, pointer + "/service");
			}
		});
	}

	private void checkRoute(KubernetesObject route) {
		Pointers.items(route.at("/spec"), "/spec", "rules",
				(rule, place) -> Pointers.items(rule, place, "backendRefs", (backend, where) -> {
					if (backend.path("kind").asString("Service").equals("Service")
							&& backend.path("namespace").isMissingNode()) {
						checkBackend(route, Pointers.text(backend.path("name")), backend.path("port"), where);
					}
				}));
	}

	private void checkBackend(KubernetesObject object, String name, JsonNode port, String pointer) {
		if (this.objects.stream().noneMatch((other) -> other.kind().equals("Service"))) {
			return;
		}
		find("Service", name, object.namespace()).findFirst().ifPresentOrElse((service) -> {
			boolean has = service.at("/spec/ports")
				.valueStream()
				.anyMatch((other) -> other.path("name").equals(port) || other.path("port").equals(port));
			if (!has) {
				this.problems.add(object, pointer, "%s has no port %s".formatted(service, port.asString("")));
			}
		}, () -> this.problems.add(object, pointer, "there is no Service " + name));
	}

	private List<Pod> selected(KubernetesObject object, String pointer) {
		return selected(object, Selector.of(object.at(pointer)), pointer);
	}

	private List<Pod> selected(KubernetesObject object, Selector selector, String pointer) {
		List<Pod> near = this.pods.stream()
			.filter((pod) -> pod.owner().namespace().equals(object.namespace()))
			.toList();
		List<Pod> selected = near.stream().filter((pod) -> selector.matches(pod.labels())).toList();
		if (!near.isEmpty() && selected.isEmpty()) {
			this.problems.add(object, pointer, "%s matches no pod".formatted(selector));
		}
		return selected;
	}

	private Stream<KubernetesObject> find(String kind, String name, String namespace) {
		return this.objects.stream()
			.filter((object) -> object.kind().equals(kind) && object.name().equals(name)
					&& object.namespace().equals(namespace));
	}

	private static Set<String> portNames(List<Pod> pods) {
		return pods.stream()
			.flatMap((pod) -> pod.portNames().stream())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private static Set<String> names(JsonNode list) {
		return list.valueStream()
			.map((item) -> Pointers.text(item.path("name")))
			.filter((name) -> !name.isEmpty())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private static String among(Set<String> names) {
		return names.isEmpty() ? ": there is none" : ": there are " + String.join(", ", names);
	}

}
