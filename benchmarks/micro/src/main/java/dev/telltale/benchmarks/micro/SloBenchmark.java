package dev.telltale.benchmarks.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/**
 * What counting one request towards its objectives adds: the starter's handler from the
 * start of an observation to its end. The request counts for the built-in objective over
 * all routes, and for availability and latency of its own route.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SloBenchmark {

	private ConfigurableApplicationContext service;

	private ObservationHandler<Observation.Context> handler;

	private ServerRequestObservationContext request;

	@Setup
	public void start() {
		this.service = Services.start(WebApplicationType.SERVLET, Services.Complete.class,
				List.of("telltale.slo.objectives.orders.http.uri=/orders/{id}",
						"telltale.slo.objectives.orders.availability.objective=0.999",
						"telltale.slo.objectives.orders.latency.objective=0.99",
						"telltale.slo.objectives.orders.latency.threshold=300ms"));
		this.request = new ServerRequestObservationContext(new MockHttpServletRequest("GET", "/orders/42"),
				new MockHttpServletResponse());
		this.request.setPathPattern("/orders/{id}");
		this.handler = handler();
	}

	@SuppressWarnings("unchecked")
	private ObservationHandler<Observation.Context> handler() {
		List<ObservationHandler<Observation.Context>> handlers = this.service.getBeansOfType(ObservationHandler.class)
			.values()
			.stream()
			.filter((handler) -> handler.getClass().getPackageName().equals("dev.telltale.observability.slo"))
			.map((handler) -> (ObservationHandler<Observation.Context>) handler)
			.filter((handler) -> handler.supportsContext(this.request))
			.filter((handler) -> !handler.supportsContext(new Observation.Context()))
			.toList();
		if (handlers.size() != 1) {
			throw new IllegalStateException(
					"One handler of the starter must count requests towards SLOs, but these do: " + handlers);
		}
		return handlers.get(0);
	}

	@TearDown
	public void stop() {
		this.service.close();
	}

	@Benchmark
	public Observation.Context request() {
		this.handler.onStart(this.request);
		this.handler.onStop(this.request);
		return this.request;
	}

}
