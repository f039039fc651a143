package dev.telltale.observability.http;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.core.env.Environment;

/**
 * Finds the paths of the actuator, as Boot mapped them. It asks for the endpoints, which
 * need the registries: call it when the service is ready, such as at the first request.
 */
public final class ManagementPaths {

	private ManagementPaths() {
	}

	/**
	 * Return the path of one endpoint on the port that serves the actuator.
	 * @param endpoints the endpoints of the service
	 * @param endpoint the endpoint
	 * @param environment the environment of the service
	 * @param prefix what stands before the actuator's base path if it shares the port of
	 * the users, such as the path of the dispatcher servlet, or an empty string
	 * @return the path within the application, or {@code null} if the endpoint is not
	 * exposed
	 */
	public static @Nullable String find(PathMappedEndpoints endpoints, EndpointId endpoint, Environment environment,
			String prefix) {
		String path = endpoints.getPath(endpoint);
		return switch (ManagementPortType.get(environment)) {
			case SAME -> (path != null) ? prefix + path : null;
			case DIFFERENT -> path;
			case DISABLED -> null;
		};
	}

	/**
	 * Return what stands before all paths of a servlet application's handlers.
	 * @param environment the environment of the service
	 * @return the path of the dispatcher servlet, or an empty string
	 */
	public static String servletPrefix(Environment environment) {
		String path = environment.getProperty("spring.mvc.servlet.path", "/");
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

	/**
	 * Return the paths of the exposed endpoints on the port that serves users, and of the
	 * additional health paths.
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
