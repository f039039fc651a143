package dev.telltale.chart.assembly;

import java.util.Iterator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.telltale.mixins.Rendering;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Links from one dashboard to another. Those of a service that stands alone are fewer
 * than those of a platform: a link to one that is not there leads to an error page.
 *
 * @param uids the uids of the dashboards that are there
 */
record DashboardLinks(Set<String> uids) {

	private static final Pattern DASHBOARD = Pattern.compile("/d/([^/?]+).*");

	/**
	 * Look for the dashboards of a rendering.
	 * @param rendering the rendering
	 * @return the links among them
	 */
	static DashboardLinks among(Rendering rendering) {
		JsonMapper json = new JsonMapper();
		return new DashboardLinks(rendering.files()
			.entrySet()
			.stream()
			.filter((file) -> file.getKey().startsWith("dashboards/"))
			.map((file) -> json.readTree(file.getValue()).path("uid").asString())
			.collect(Collectors.toUnmodifiableSet()));
	}

	/**
	 * Take away links to dashboards that are not there.
	 * @param dashboard the dashboard, or a part of it, which is changed
	 * @return the same
	 */
	JsonNode keep(JsonNode dashboard) {
		for (Iterator<JsonNode> links = dashboard.path("links").iterator(); links.hasNext();) {
			if (!isKept(links.next())) {
				links.remove();
			}
		}
		dashboard.forEach(this::keep);
		return dashboard;
	}

	private boolean isKept(JsonNode link) {
		Matcher dashboard = DASHBOARD.matcher(link.path("url").asString(""));
		return !dashboard.matches() || this.uids.contains(dashboard.group(1));
	}

}
