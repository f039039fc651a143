package dev.telltale.chart;

import java.util.Objects;

import tools.jackson.databind.JsonNode;

/**
 * An object that a chart renders. Immutable as long as nobody writes to its JSON.
 */
public final class KubernetesObject {

	private final JsonNode json;

	private final String source;

	private final String releaseNamespace;

	KubernetesObject(JsonNode json, String source, String releaseNamespace) {
		this.json = json;
		this.source = source;
		this.releaseNamespace = releaseNamespace;
	}

	/**
	 * Return the version of its API.
	 * @return such as {@code apps/v1}, empty if it has none
	 */
	public String apiVersion() {
		return text("/apiVersion");
	}

	/**
	 * Return its kind.
	 * @return such as {@code Deployment}, empty if it has none
	 */
	public String kind() {
		return text("/kind");
	}

	/**
	 * Return its name.
	 * @return the name, empty if it has none
	 */
	public String name() {
		return text("/metadata/name");
	}

	/**
	 * Return the namespace it goes to: its own, or else that of the release.
	 * @return the namespace
	 */
	public String namespace() {
		String own = text("/metadata/namespace");
		return own.isEmpty() ? this.releaseNamespace : own;
	}

	/**
	 * Return the template that rendered it.
	 * @return the path, such as {@code shop/templates/deployment.yaml}
	 */
	public String source() {
		return this.source;
	}

	/**
	 * Return the object as JSON.
	 * @return the whole object
	 */
	public JsonNode json() {
		return this.json;
	}

	/**
	 * Return a part of the object.
	 * @param pointer where it stands, such as {@code /spec/replicas}: a JSON pointer
	 * ({@code ~1} stands for a slash in a key)
	 * @return the part, a missing node if there is none
	 */
	public JsonNode at(String pointer) {
		return this.json.at(pointer);
	}

	private String text(String pointer) {
		JsonNode node = this.json.at(pointer);
		return node.isString() ? node.asString() : "";
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof KubernetesObject object && this.json.equals(object.json)
				&& this.source.equals(object.source) && this.releaseNamespace.equals(object.releaseNamespace);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.json, this.source);
	}

	/**
	 * Return kind and name.
	 */
	@Override
	public String toString() {
		return (kind().isEmpty() ? "object without a kind" : kind()) + " " + (name().isEmpty() ? "(no name)" : name());
	}

}
