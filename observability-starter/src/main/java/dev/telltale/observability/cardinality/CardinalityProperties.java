package dev.telltale.observability.cardinality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How many values the tags of meters may have, and how many series the meters.
 */
@ConfigurationProperties("telltale.cardinality")
public class CardinalityProperties {

	/**
	 * Whether to limit how many values each tag of a meter may have, and how many series
	 * each meter.
	 */
	private boolean enabled = true;

	/**
	 * Number of values that each tag of a meter may have, "other" included. At least 1.
	 */
	private int limit = 100;

	/**
	 * Limits that differ, by meter and tag such as "http.server.requests.uri", by meter,
	 * or by the beginning of a meter's name; the most specific one counts. Keys with
	 * other characters than lower-case letters, digits, dots and dashes need brackets.
	 */
	private Map<String, Integer> limits = new LinkedHashMap<>();

	/**
	 * Number of series, as combinations of tags, that the meters of one name may have,
	 * "other" included. At least 1. The default is ten times that of a tag: it suits a
	 * hundred routes with their methods and statuses. Each costs Prometheus 18 time
	 * series: 15 buckets, count, sum and maximum.
	 */
	private int seriesLimit = 1000;

	/**
	 * Numbers of series that differ, by meter or by the beginning of a meter's name; the
	 * most specific one counts. Keys with other characters than lower-case letters,
	 * digits, dots and dashes need brackets.
	 */
	private Map<String, Integer> seriesLimits = new LinkedHashMap<>();

	/**
	 * Keys of tags that have no bounds, and are collapsed from their first value on.
	 * Case, dots, dashes and underscores make no difference. Replaces the default list.
	 */
	private List<String> deniedTags = new ArrayList<>(List.of("client.address", "client.ip", "correlation.id",
			"db.statement", "email", "full.path", "http.url", "ip.address", "message.id", "query.string",
			"remote.address", "request.id", "request.uri", "session", "session.id", "span.id", "trace.id", "url.full",
			"url.query", "user.email", "user.id", "user.name"));

	/**
	 * Return whether to limit how many values each tag of a meter may have, and how many
	 * series each meter.
	 * @return whether so
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether to limit how many values each tag of a meter may have, and how many
	 * series each meter.
	 * @param enabled whether so
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return the number of values that each tag of a meter may have, "other" included.
	 * @return the limit
	 */
	public int getLimit() {
		return this.limit;
	}

	/**
	 * Set the number of values that each tag of a meter may have, "other" included.
	 * @param limit the limit
	 */
	public void setLimit(int limit) {
		this.limit = limit;
	}

	/**
	 * Return the limits that differ, by meter and tag such as "http.server.requests.uri",
	 * by meter, or by the beginning of a meter's name; the most specific one counts.
	 * @return the limits
	 */
	public Map<String, Integer> getLimits() {
		return this.limits;
	}

	/**
	 * Set the limits that differ, by meter and tag such as "http.server.requests.uri", by
	 * meter, or by the beginning of a meter's name; the most specific one counts.
	 * @param limits the limits
	 */
	public void setLimits(Map<String, Integer> limits) {
		this.limits = limits;
	}

	/**
	 * Return the number of series that the meters of one name may have, "other" included.
	 * @return the series limit
	 */
	public int getSeriesLimit() {
		return this.seriesLimit;
	}

	/**
	 * Set the number of series that the meters of one name may have, "other" included.
	 * @param seriesLimit the series limit
	 */
	public void setSeriesLimit(int seriesLimit) {
		this.seriesLimit = seriesLimit;
	}

	/**
	 * Return the numbers of series that differ, by meter or by the beginning of a meter's
	 * name; the most specific one counts.
	 * @return the series limits
	 */
	public Map<String, Integer> getSeriesLimits() {
		return this.seriesLimits;
	}

	/**
	 * Set the numbers of series that differ, by meter or by the beginning of a meter's
	 * name; the most specific one counts.
	 * @param seriesLimits the series limits
	 */
	public void setSeriesLimits(Map<String, Integer> seriesLimits) {
		this.seriesLimits = seriesLimits;
	}

	/**
	 * Return the keys of tags that have no bounds, and are collapsed from their first
	 * value on.
	 * @return the denied tags
	 */
	public List<String> getDeniedTags() {
		return this.deniedTags;
	}

	/**
	 * Set the keys of tags that have no bounds, and are collapsed from their first value
	 * on.
	 * @param deniedTags the denied tags
	 */
	public void setDeniedTags(List<String> deniedTags) {
		this.deniedTags = deniedTags;
	}

}
