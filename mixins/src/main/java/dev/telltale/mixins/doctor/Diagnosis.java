package dev.telltale.mixins.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What the doctor says about an expression.
 *
 * @param finding what it is
 * @param metric the metric it is about, {@code null} for data or several
 * @param reason a sentence with the facts: metric, label, values seen; empty for data
 * @param remedy an imperative sentence; empty where nothing has to be done
 */
public record Diagnosis(Finding finding, @Nullable String metric, String reason, String remedy) {

	static final Diagnosis DATA = new Diagnosis(Finding.DATA, null, "", "");

	/**
	 * Return whether the expression returns data.
	 * @return whether it does
	 */
	public boolean hasData() {
		return this.finding == Finding.DATA;
	}

	@Override
	public String toString() {
		return this.finding + (this.reason.isEmpty() ? "" : ": " + this.reason)
				+ (this.remedy.isEmpty() ? "" : " " + this.remedy);
	}

}
