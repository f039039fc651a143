package dev.telltale.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A service that is compared.
 *
 * @param name the name by which it is chosen
 * @param title what it stands for
 * @param module the module that builds it
 * @param javaOptions options of the JVM; {@code {module}} is the folder of the module,
 * {@code {sink}} the address that takes what is exported
 * @param arguments arguments of the service, as above
 * @param isScraped whether it has an endpoint to scrape
 * @param isTraced whether it exports a tenth of the requests as spans
 */
record Variant(String name, String title, String module, List<String> javaOptions, List<String> arguments,
		boolean isScraped, boolean isTraced) {

	private static final String EXPOSED = "--management.endpoints.web.exposure.include=health,info,prometheus";

	private static final String SPANS = "--management.opentelemetry.tracing.export.otlp.endpoint={sink}/v1/traces";

	private static final String NAMED = "--spring.application.name=benchmark";

	private static final List<String> OPENTELEMETRY = List.of("otel.service.name=benchmark",
			"otel.exporter.otlp.endpoint={sink}", "otel.exporter.otlp.protocol=http/protobuf",
			"otel.metric.export.interval=15000", "otel.logs.exporter=none", "otel.traces.sampler.arg=0.1",
			"otel.traces.sampler=parentbased_traceidratio");

	/**
	 * All of them, the two that others are divided by first.
	 */
	static final List<Variant> ALL = List.of(
			new Variant("bare", "bare", "bare", List.of(), List.of(NAMED), false, false),
			new Variant("actuator", "Actuator with Prometheus", "actuator", List.of(), List.of(NAMED, EXPOSED), true,
					false),
			new Variant("hand-rolled", "hand-rolled: buckets, tracing, JSON logs", "hand-rolled", List.of(),
					List.of(NAMED, EXPOSED, SPANS,
							"--management.metrics.distribution.percentiles-histogram.http.server.requests=true"),
					true, true),
			new Variant("boot-opentelemetry", "Boot's OpenTelemetry starter, JSON logs", "boot-opentelemetry",
					List.of(),
					List.of(NAMED, SPANS, "--management.otlp.metrics.export.url={sink}/v1/metrics",
							"--management.otlp.metrics.export.step=15s",
							"--logging.structured.format.console=logstash"),
					false, true),
			new Variant("opentelemetry-starter", "OpenTelemetry's starter", "opentelemetry-starter", List.of(),
					prefixed("--"), false, true),
			new Variant("opentelemetry-agent", "OpenTelemetry's agent", "bare", agent(), List.of(), false, true),
			new Variant("telltale", "Telltale", "telltale", List.of(), List.of(NAMED, SPANS), true, true));

	/**
	 * Return the options of the JVM.
	 * @param folder the folder of the services
	 * @param sink the address of the sink
	 * @return the options
	 */
	List<String> javaOptions(Path folder, String sink) {
		return filled(this.javaOptions, folder, sink);
	}

	/**
	 * Return the arguments of the service.
	 * @param folder the folder of the services
	 * @param sink the address of the sink
	 * @return the arguments
	 */
	List<String> arguments(Path folder, String sink) {
		return filled(this.arguments, folder, sink);
	}

	private List<String> filled(List<String> options, Path folder, String sink) {
		return options.stream()
			.map((option) -> option.replace("{module}", folder.resolve(this.module).toString()).replace("{sink}", sink))
			.toList();
	}

	private static List<String> agent() {
		List<String> options = new ArrayList<>(List.of("-javaagent:{module}/target/opentelemetry-javaagent.jar"));
		options.addAll(prefixed("-D"));
		return options;
	}

	private static List<String> prefixed(String prefix) {
		return OPENTELEMETRY.stream().map(prefix::concat).toList();
	}

}
