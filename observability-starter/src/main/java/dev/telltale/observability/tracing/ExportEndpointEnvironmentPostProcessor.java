package dev.telltale.observability.tracing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Lets a blank OTLP endpoint mean none, as deployments write that set the variable
 * always. Boot would make an exporter for it and fail to start with a stack trace, as it
 * would for one that is no URL.
 */
class ExportEndpointEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String PROPERTY_SOURCE_NAME = "telltaleBlankEndpoints";

	private static final List<String> ENDPOINTS = List.of("management.opentelemetry.tracing.export.otlp.endpoint",
			"management.opentelemetry.logging.export.otlp.endpoint");

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!environment.getProperty("telltale.tracing.enabled", Boolean.class, true)) {
			return;
		}
		Map<String, Object> none = new LinkedHashMap<>();
		for (String property : ENDPOINTS) {
			String endpoint = environment.getProperty(property);
			if (endpoint == null) {
				continue;
			}
			if (StringUtils.hasText(endpoint)) {
				check(property, endpoint);
			}
			else {
				// A property cannot be unset, but "false" counts as absent where Boot
				// asks whether there is an endpoint.
				none.put(property, "false");
			}
		}
		if (!none.isEmpty()) {
			environment.getPropertySources().addFirst(new MapPropertySource(PROPERTY_SOURCE_NAME, none));
		}
	}

	private static void check(String property, String endpoint) {
		if (endpoint.equalsIgnoreCase("false")) {
			return;
		}
		try {
			URI uri = new URI(endpoint);
			if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getRawAuthority() != null) {
				return;
			}
		}
		catch (URISyntaxException ex) {
			// Said below, as for every other value that is no URL.
		}
		throw new InvalidConfigurationPropertyValueException(property, endpoint,
				"Must be a URL such as http://collector:4318/v1/traces, or blank for none");
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
