package dev.telltale.observability.http;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is measured of a service's HTTP traffic.
 */
@ConfigurationProperties("telltale.http")
public class HttpProperties {

	/**
	 * Whether requests to actuator endpoints and to the additional health paths, such as
	 * /livez and /readyz, are kept out of metrics, SLOs and traces.
	 */
	private boolean excludeManagement = true;

	/**
	 * Further paths, as path patterns within the application, that are kept out of
	 * metrics, SLOs and traces.
	 */
	private List<String> excludedPaths = new ArrayList<>();

	/**
	 * Return whether requests to actuator endpoints and to the additional health paths,
	 * such as /livez and /readyz, are kept out of metrics, SLOs and traces.
	 * @return whether so
	 */
	public boolean isExcludeManagement() {
		return this.excludeManagement;
	}

	/**
	 * Set whether requests to actuator endpoints and to the additional health paths, such
	 * as /livez and /readyz, are kept out of metrics, SLOs and traces.
	 * @param excludeManagement whether so
	 */
	public void setExcludeManagement(boolean excludeManagement) {
		this.excludeManagement = excludeManagement;
	}

	/**
	 * Return the further paths, as path patterns within the application, that are kept
	 * out of metrics, SLOs and traces.
	 * @return the excluded paths
	 */
	public List<String> getExcludedPaths() {
		return this.excludedPaths;
	}

	/**
	 * Set the further paths, as path patterns within the application, that are kept out
	 * of metrics, SLOs and traces.
	 * @param excludedPaths the excluded paths
	 */
	public void setExcludedPaths(List<String> excludedPaths) {
		this.excludedPaths = excludedPaths;
	}

}
