package dev.telltale.benchmarks.micro;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts services of which a piece is measured: through Spring Boot, as users do, so that
 * what is measured is what they have.
 */
final class Services {

	private static final List<String> SETTINGS = List.of("spring.application.name=shop", "spring.main.banner-mode=off",
			"logging.level.root=warn", "server.port=0", "server.address=127.0.0.1");

	private Services() {
	}

	/**
	 * Start a service.
	 * @param type the kind of web application
	 * @param source its configuration
	 * @param properties its settings, as {@code name=value}
	 * @return its context
	 */
	static ConfigurableApplicationContext start(WebApplicationType type, Class<?> source, List<String> properties) {
		return new SpringApplicationBuilder(source).web(type)
			.run(Stream.concat(SETTINGS.stream(), properties.stream())
				.map((property) -> "--" + property)
				.toArray(String[]::new));
	}

	/**
	 * A service that does nothing.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	static class Empty {

	}

	/**
	 * A service with all that the class path offers.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Complete {

	}

}
