package dev.telltale.mixins.doctor;

/**
 * What the doctor finds about an expression: data, or one kind of emptiness.
 */
public enum Finding {

	/**
	 * It returns data.
	 */
	DATA("data"),

	/**
	 * Nothing happened yet that it counts: no request, no failure. Nothing is wrong.
	 */
	NO_TRAFFIC_YET("no traffic yet"),

	/**
	 * It looks back further than there is history.
	 */
	HISTORY_TOO_SHORT("history too short"),

	/**
	 * What emits the metric is not on this system, such as Kubernetes on a laptop.
	 */
	NOT_ON_THIS_SYSTEM("not on this system"),

	/**
	 * The service does not use what the metric is about, or the feature is switched off.
	 */
	FEATURE_OFF("feature off"),

	/**
	 * The window of a rate holds fewer than two scrapes.
	 */
	WINDOW_UNDER_TWO_SCRAPES("window under two scrapes"),

	/**
	 * The metric is there, its histogram is not.
	 */
	BUCKET_MISSING("bucket missing"),

	/**
	 * The metric is there, a label or the value of one is not, or two sides of an
	 * operator share no labels.
	 */
	LABEL_MISMATCH("label mismatch"),

	/**
	 * Nobody exports the metric, though somebody should.
	 */
	METRIC_MISSING("metric missing"),

	/**
	 * It is no expression.
	 */
	UNREADABLE("unreadable"),

	/**
	 * Prometheus refused it, or took too long.
	 */
	NOT_ANSWERED("not answered");

	private final String text;

	Finding(String text) {
		this.text = text;
	}

	/**
	 * Return whether this is how a healthy system may look: nothing has to be mended.
	 * @return whether it is
	 */
	public boolean isHarmless() {
		return compareTo(FEATURE_OFF) <= 0;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
