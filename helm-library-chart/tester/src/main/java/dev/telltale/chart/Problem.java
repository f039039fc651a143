package dev.telltale.chart;

/**
 * What a cluster would refuse, or what cannot work in it.
 *
 * @param object kind and name of the object, such as {@code Deployment shop}
 * @param path where it stands in it, as {@link KubernetesObject#at} takes it; empty for
 * the object as a whole
 * @param message what is wrong
 */
public record Problem(String object, String path, String message) {

	/**
	 * Return object, path and message in a line.
	 */
	@Override
	public String toString() {
		return this.object + (this.path.isEmpty() ? "" : " " + this.path) + ": " + this.message;
	}

}
