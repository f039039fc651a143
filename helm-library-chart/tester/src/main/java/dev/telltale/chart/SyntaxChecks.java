package dev.telltale.chart;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * Checks what the models of Kubernetes' own kinds do not say: the syntax of names and
 * labels, the words that a field may have, lists whose items must differ.
 */
final class SyntaxChecks {

	private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

	private static final Pattern DOTTED_NAME = Pattern.compile(NAME + "(\\." + NAME + ")*");

	private static final Pattern SERVICE_NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

	private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");

	private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*");

	private static final Pattern QUANTITY = Pattern
		.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]+)?");

	private static final int LONGEST_LABEL = 63;

	private static final int LONGEST_NAME = 253;

	private static final int LONGEST_PORT_NAME = 15;

	private static final int LARGEST_MAP = 1024 * 1024;

	private static final int LAST_PORT = 65535;

	// Kinds whose names may have colons and the like.
	private static final Set<String> FREE_NAMES = Set.of("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");

	private static final Set<String> SHORT_NAMES = Set.of("Service", "Namespace");

	// As of Kubernetes 1.33. Only where the same word means the same in every kind.
	private static final Map<String, Set<String>> WORDS = Map.ofEntries(
			Map.entry("imagePullPolicy", Set.of("Always", "IfNotPresent", "Never")),
			Map.entry("restartPolicy", Set.of("Always", "OnFailure", "Never")),
			Map.entry("dnsPolicy", Set.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")),
			Map.entry("terminationMessagePolicy", Set.of("File", "FallbackToLogsOnError")),
			Map.entry("preemptionPolicy", Set.of("Never", "PreemptLowerPriority")),
			Map.entry("whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway")),
			Map.entry("nodeAffinityPolicy", Set.of("Honor", "Ignore")),
			Map.entry("nodeTaintsPolicy", Set.of("Honor", "Ignore")),
			Map.entry("pathType", Set.of("Exact", "Prefix", "ImplementationSpecific")),
			Map.entry("protocol", Set.of("TCP", "UDP", "SCTP")), Map.entry("scheme", Set.of("HTTP", "HTTPS")),
			Map.entry("concurrencyPolicy", Set.of("Allow", "Forbid", "Replace")),
			Map.entry("podManagementPolicy", Set.of("OrderedReady", "Parallel")),
			Map.entry("unhealthyPodEvictionPolicy", Set.of("AlwaysAllow", "IfHealthyBudget")),
			Map.entry("externalTrafficPolicy", Set.of("Cluster", "Local")),
			Map.entry("internalTrafficPolicy", Set.of("Cluster", "Local")),
			Map.entry("sessionAffinity", Set.of("ClientIP", "None")),
			Map.entry("ipFamilyPolicy", Set.of("SingleStack", "PreferDualStack", "RequireDualStack")),
			Map.entry("fsGroupChangePolicy", Set.of("Always", "OnRootMismatch")),
			Map.entry("selectPolicy", Set.of("Max", "Min", "Disabled")));

	private SyntaxChecks() {
	}

	/**
	 * Check the metadata of an object of any kind.
	 * @param object the object
	 * @param problems where to say what is wrong
	 */
	static void checkMetadata(KubernetesObject object, Problems problems) {
		checkName(object, problems);
		checkLabels(object, object.at("/metadata/labels"), "/metadata/labels", problems);
		object.at("/metadata/annotations")
			.propertyStream()
			.forEach((entry) -> checkKey(object, entry.getKey(), "/metadata/annotations", problems));
	}

	private static void checkName(KubernetesObject object, Problems problems) {
		JsonNode name = object.at("/metadata/name");
		if (!name.isString()) {
			if (object.at("/metadata/generateName").isMissingNode()) {
				problems.add(object, "/metadata/name", "required, but missing");
			}
			return;
		}
		if (FREE_NAMES.contains(object.kind())) {
			return;
		}
		boolean isShort = SHORT_NAMES.contains(object.kind());
		int longest = isShort ? LONGEST_LABEL : LONGEST_NAME;
		if (name.asString().length() > longest) {
			problems.add(object, "/metadata/name",
					"has %d characters, at most %d fit".formatted(name.asString().length(), longest));
		}
		Pattern pattern = object.kind().equals("Service") ? SERVICE_NAME : (isShort ? NAME : DOTTED_NAME);
		if (!pattern.matcher(name.asString()).matches()) {
			problems.add(object, "/metadata/name", name + " is no name: " + switch (object.kind()) {
				case "Service" -> "use a-z, 0-9 and -, begin with a letter, end with a letter or digit";
				default -> "use a-z, 0-9" + (isShort ? "" : ", .") + " and -, begin and end with a letter or digit";
			});
		}
	}

	private static void checkLabels(KubernetesObject object, JsonNode labels, String pointer, Problems problems) {
		labels.propertyStream().forEach((entry) -> {
			checkKey(object, entry.getKey(), pointer, problems);
			if (entry.getValue().isString()) {
				checkLabelValue(object, entry.getValue().asString(), Pointers.append(pointer, entry.getKey()),
						problems);
			}
		});
	}

	private static void checkLabelValue(KubernetesObject object, String value, String pointer, Problems problems) {
		if (value.length() > LONGEST_LABEL) {
			problems.add(object, pointer,
					"has %d characters, at most %d fit in a label".formatted(value.length(), LONGEST_LABEL));
		}
		else if (!LABEL_VALUE.matcher(value).matches()) {
			problems.add(object, pointer, "\"" + value
					+ "\" is no label value: use letters, digits, -, _ and ., begin and end with a letter or digit");
		}
	}

	private static void checkKey(KubernetesObject object, String key, String pointer, Problems problems) {
		int slash = key.indexOf('/');
		String name = key.substring(slash + 1);
		boolean prefixFits = slash < 0
				|| (slash <= LONGEST_NAME && DOTTED_NAME.matcher(key.substring(0, slash)).matches());
		if (!prefixFits || name.isEmpty() || name.length() > LONGEST_LABEL || !LABEL_VALUE.matcher(name).matches()) {
			problems.add(object, Pointers.append(pointer, key), "is no key: write [domain/]name, the name with"
					+ " letters, digits, -, _ and ., at most 63 characters");
		}
	}

	/**
	 * Check an object of one of Kubernetes' own kinds.
	 * @param object the object
	 * @param problems where to say what is wrong
	 */
	static void checkBuiltIn(KubernetesObject object, Problems problems) {
		if (object.kind().equals("ConfigMap") || object.kind().equals("Secret")) {
			checkSize(object, problems);
			return;
		}
		if (object.kind().equals("CustomResourceDefinition")) {
			// Speaks of fields of these names, has none of them.
			return;
		}
		Pointers.all(object.json(), "", (node, pointer) -> {
			if (node.isObject()) {
				checkWords(object, node, pointer, problems);
				checkQuantities(object, node, pointer, problems);
				checkLists(object, node, pointer, problems);
				checkLabels(object, node.path("matchLabels"), Pointers.append(pointer, "matchLabels"), problems);
				if (pointer.endsWith("/metadata") && !pointer.equals("/metadata")) {
					checkLabels(object, node.path("labels"), Pointers.append(pointer, "labels"), problems);
				}
			}
		});
	}

	private static void checkSize(KubernetesObject object, Problems problems) {
		long size = 0;
		for (String key : Set.of("data", "binaryData")) {
			size += object.at("/" + key)
				.propertyStream()
				.mapToLong((entry) -> Pointers.text(entry.getValue()).getBytes(StandardCharsets.UTF_8).length)
				.sum();
		}
		if (size > LARGEST_MAP) {
			problems.add(object, "/data", "has %d bytes, at most %d fit".formatted(size, LARGEST_MAP));
		}
	}

	private static void checkWords(KubernetesObject object, JsonNode node, String pointer, Problems problems) {
		node.properties().forEach((entry) -> {
			Set<String> words = WORDS.get(entry.getKey());
			if (words != null && entry.getValue().isString() && !words.contains(entry.getValue().asString())) {
				problems.add(object, Pointers.append(pointer, entry.getKey()),
						entry.getValue() + " is none of " + String.join(", ", new TreeSet<>(words)));
			}
		});
		for (String key : Set.of("containerPort", "hostPort", "port", "targetPort")) {
			JsonNode port = node.path(key);
			if (port.isIntegralNumber() && (port.asLong() < 1 || port.asLong() > LAST_PORT)) {
				problems.add(object, Pointers.append(pointer, key), port + " is no port: use 1 to 65535");
			}
		}
	}

	private static void checkQuantities(KubernetesObject object, JsonNode node, String pointer, Problems problems) {
		for (String key : Set.of("requests", "limits")) {
			node.path(key)
				.propertyStream()
				.forEach((entry) -> checkQuantity(object, entry.getValue(),
						Pointers.append(Pointers.append(pointer, key), entry.getKey()), problems));
		}
		for (String key : Set.of("sizeLimit", "averageValue")) {
			checkQuantity(object, node.path(key), Pointers.append(pointer, key), problems);
		}
	}

	private static void checkQuantity(KubernetesObject object, JsonNode quantity, String pointer, Problems problems) {
		if (quantity.isString() && !QUANTITY.matcher(quantity.asString()).matches()) {
			problems.add(object, pointer, quantity + " is no quantity: write it like 100m, 1.5, 512Mi or 2G");
		}
	}

	private static void checkLists(KubernetesObject object, JsonNode node, String pointer, Problems problems) {
		differ(object, node, pointer, "env", "name", problems);
		differ(object, node, pointer, "volumes", "name", problems);
		differ(object, node, pointer, "volumeMounts", "mountPath", problems);
		differ(object, node, pointer, "containers", "name", problems);
		differ(object, node, pointer, "initContainers", "name", problems);
		differ(object, node, pointer, "ports", "name", problems);
		differ(object, node, pointer, "imagePullSecrets", "name", problems);
		Set<String> ports = new HashSet<>();
		Pointers.items(node, pointer, "ports", (port, place) -> {
			JsonNode number = port.has("containerPort") ? port.get("containerPort") : port.path("port");
			boolean ofRule = node.has("from") || node.has("to") || pointer.contains("/ingress/")
					|| pointer.contains("/egress/");
			if (!ofRule && !number.isMissingNode()
					&& !ports.add(number + "/" + port.path("protocol").asString("TCP"))) {
				problems.add(object, place, "port " + number + " is there twice");
			}
			String name = Pointers.text(port.path("name"));
			if (port.has("containerPort") && !name.isEmpty()
					&& (name.length() > LONGEST_PORT_NAME || !PORT_NAME.matcher(name).matches())) {
				problems.add(object, place + "/name", "\"" + name
						+ "\" is no name of a port: use a-z, 0-9 and -, one letter at least, at most 15 characters");
			}
		});
	}

	private static void differ(KubernetesObject object, JsonNode node, String pointer, String list, String key,
			Problems problems) {
		Set<String> seen = new HashSet<>();
		Pointers.items(node, pointer, list, (item, place) -> {
			String value = Pointers.text(item.path(key));
			if (!value.isEmpty() && !seen.add(value)) {
				problems.add(object, Pointers.append(place, key), value + " is there twice");
			}
		});
	}

}
