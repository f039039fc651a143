package dev.telltale.chart;

import java.util.List;

/**
 * Asks of the objects of a rendering what a cluster asks.
 */
final class Validation {

	private Validation() {
	}

	/**
	 * Validate objects.
	 * @param objects the objects, hooks among them
	 * @param customKinds the kinds that are not Kubernetes' own
	 * @param problems where to say what is wrong
	 */
	static void validate(List<KubernetesObject> objects, CustomKinds customKinds, Problems problems) {
		for (KubernetesObject object : objects) {
			if (!object.json().isObject() || object.kind().isEmpty() || object.apiVersion().isEmpty()) {
				problems.add(object, "", object.source() + " renders something without apiVersion or kind");
				continue;
			}
			if (customKinds.know(object)) {
				customKinds.validate(object, problems);
				BuiltInKinds.validateMetadata(object, problems);
			}
			else if (BuiltInKinds.know(object)) {
				BuiltInKinds.validate(object, problems);
				SyntaxChecks.checkBuiltIn(object, problems);
			}
			else {
				problems.add(object, "",
						"is of a kind that nobody knows, %s %s: correct the version, or name the definition of a custom resource"
							.formatted(object.apiVersion(), object.kind()) + " by Chart.definitions");
			}
			SyntaxChecks.checkMetadata(object, problems);
		}
		new ReferenceChecks(objects, problems).check();
	}

}
