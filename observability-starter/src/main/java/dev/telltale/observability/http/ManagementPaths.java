package dev.telltale.observability.http;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.core.env.Environment;

/**
 * Finds the paths of the actuator on the port that serves users, as Boot mapped them.
 */
final class ManagementPaths {

	private ManagementPaths() {
	}

	/**
	 * Return the paths of the exposed endpoints and of the additional health paths.
	 * @param endpoints the endpoints of the service
	 * @param environment the environment of the service
	 * @param prefix what stands before the actuator's base path, such as the path of the
	 * dispatcher servlet, or an empty string
	 * @return path patterns within the application
	 */
	static Set<String> find(PathMappedEndpoints endpoints, Environment environment, String prefix) {
		Set<String> paths = new LinkedHashSet<>();
		// On a port of its own the actuator owns all paths, and here users do.
		if (ManagementPortType.get(environment) == ManagementPortType.SAME) {
			if (endpoints.getBasePath().length() > 1) {
				addTree(paths, prefix + endpoints.getBasePath());
			}
			else {
				endpoints.getAllPaths().forEach((path) -> addTree(paths, prefix + path));
			}
		}
		for (PathMappedEndpoint endpoint : endpoints) {
			endpoint.getAdditionalPaths(WebServerNamespace.SERVER)
				.forEach((path) -> addTree(paths, prefix + (path.startsWith("/") ? path : "/" + path)));
		}
		return paths;
	}

	private static void addTree(Set<String> paths, String path) {
		// An endpoint that is mapped to the root itself would take all of a service with
		// it.
		paths.add((path.length() > 1) ? path + "/**" : path);
	}

}
