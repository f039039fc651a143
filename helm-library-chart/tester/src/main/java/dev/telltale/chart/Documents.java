package dev.telltale.chart;

import java.util.ArrayList;
import java.util.List;

import dev.telltale.chart.Manifest.Document;
import tools.jackson.databind.JsonNode;

/**
 * Documents read as objects.
 */
final class Documents {

	private final String namespace;

	private final List<KubernetesObject> readable = new ArrayList<>();

	private final List<Problem> unreadable = new ArrayList<>();

	Documents(List<Document> documents, String namespace) {
		this.namespace = namespace;
		for (Document document : documents) {
			try {
				read(document);
			}
			catch (ChartException ex) {
				this.unreadable.add(new Problem(document.source(), "", ex.getMessage()));
			}
		}
	}

	private void read(Document document) {
		JsonNode json = Manifest.read(document.text());
		if (Pointers.text(json.path("kind")).equals("List") && json.path("items").isArray()) {
			json.get("items").forEach((item) -> add(item, document.source()));
		}
		else if (!json.isNull()) {
			add(json, document.source());
		}
	}

	private void add(JsonNode json, String source) {
		this.readable.add(new KubernetesObject(json, source, this.namespace));
	}

	/**
	 * Return all objects.
	 * @return the objects
	 * @throws ChartException if a document is no YAML
	 */
	List<KubernetesObject> all() {
		if (!this.unreadable.isEmpty()) {
			throw new ChartException(this.unreadable.stream().map(Problem::toString).toList());
		}
		return readable();
	}

	/**
	 * Return the objects of the documents that are YAML.
	 * @return the objects
	 */
	List<KubernetesObject> readable() {
		return List.copyOf(this.readable);
	}

	/**
	 * Report documents that are no YAML.
	 * @param problems where to say so
	 */
	void report(Problems problems) {
		this.unreadable.forEach((problem) -> problems.add(problem.object(), problem.path(), problem.message()));
	}

}
