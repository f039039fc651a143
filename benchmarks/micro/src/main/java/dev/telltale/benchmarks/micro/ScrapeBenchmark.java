package dev.telltale.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.telltale.observability.cardinality.CardinalityAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * One scrape, without the server around it: what the endpoint makes of a registry that
 * holds as many routes as it takes to get so many lines. One bucket of each has an
 * exemplar.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScrapeBenchmark {

	private static final int ROUTES = 99;

	private static final List<String> STATUSES = List.of("200", "201", "400", "404", "500", "503");

	@Param({ "10", "1000", "10000" })
	private int lines;

	private ConfigurableApplicationContext service;

	private PrometheusScrapeEndpoint endpoint;

	@Setup
	public void start() {
		this.service = Services.start(WebApplicationType.NONE, Metrics.class, List.of());
		this.endpoint = this.service.getBean(PrometheusScrapeEndpoint.class);
		MeterRegistry registry = this.service.getBean(MeterRegistry.class);
		int series = 0;
		while (countLines() < this.lines) {
			if (series == ROUTES * STATUSES.size()) {
				throw new IllegalStateException("All routes together have only " + countLines() + " lines");
			}
			Timer requests = requests(registry, "/route-" + (series % ROUTES) + "/{id}", STATUSES.get(series / ROUTES));
			requests.record(Duration.ofMillis(3));
			requests.record(Duration.ofMillis(30));
			series++;
		}
	}

	private static Timer requests(MeterRegistry registry, String uri, String status) {
		return Timer.builder("http.server.requests")
			.tag("exception", "none")
			.tag("method", "GET")
			.tag("outcome", "SUCCESS")
			.tag("status", status)
			.tag("uri", uri)
			.register(registry);
	}

	private long countLines() {
		return new String(text(), StandardCharsets.UTF_8).lines().count();
	}

	@TearDown
	public void stop() {
		this.service.close();
	}

	@Benchmark
	public byte[] text() {
		return scrape(PrometheusOutputFormat.CONTENT_TYPE_004);
	}

	@Benchmark
	public byte[] openMetrics() {
		return scrape(PrometheusOutputFormat.CONTENT_TYPE_OPENMETRICS_100);
	}

	private byte[] scrape(PrometheusOutputFormat format) {
		return Objects.requireNonNull(this.endpoint.scrape(format, null).getBody());
	}

	/**
	 * A service with metrics and nothing else, in a trace that is sampled.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
			CardinalityAutoConfiguration.class })
	static class Metrics {

		@Bean
		SpanContext spanContext() {
			return new SpanContext() {

				@Override
				public String getCurrentTraceId() {
					return "0af7651916cd43dd8448eb211c80319c";
				}

				@Override
				public String getCurrentSpanId() {
					return "b7ad6b7169203331";
				}

				@Override
				public boolean isCurrentSpanSampled() {
					return true;
				}

				@Override
				public void markCurrentSpanAsExemplar() {
				}

			};
		}

	}

}
