package dev.telltale.benchmarks;

import java.util.List;

/**
 * A service that is compared.
 *
 * @param name the name, also that of its folder
 * @param title what it stands for
 * @param arguments what it is started with
 * @param isScraped whether it has an endpoint to scrape
 */
record Variant(String name, String title, List<String> arguments, boolean isScraped) {

	static final List<Variant> ALL = List.of(new Variant("bare", "bare", List.of(), false),
			new Variant("actuator", "Actuator + Prometheus",
					List.of("--management.endpoints.web.exposure.include=health,info,prometheus"), true),
			new Variant("telltale", "Telltale", List.of("--spring.application.name=benchmark"), true));

}
