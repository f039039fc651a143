package dev.telltale.observability.tracing;

import java.util.Map;

import dev.telltale.observability.logging.LogFieldNames;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequestEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.filter.ServerHttpObservationFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link FailedRequestFilter}.
 */
class FailedRequestFilterTests {

	private final FailedRequestFilter filter = new FailedRequestFilter();

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@AfterEach
	void clear() {
		MDC.clear();
	}

	@Test
	void keepsTheIdsFromTheExceptionToTheEndOfTheRequest() {
		observe();
		fail();
		assertThat(MDC.get("traceId")).matches("[0-9a-f]{32}");
		assertThat(MDC.get("spanId")).matches("[0-9a-f]{16}");
		assertThat(MDC.get("correlation_id")).isEqualTo("order-17");
		end();
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void leavesTheContextOfTheApplicationAlone() {
		observe();
		MDC.put("tenant", "acme");
		fail();
		end();
		assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("tenant", "acme"));
	}

	@Test
	void keepsNothingOfARequestThatSucceeds() throws Exception {
		observe();
		this.filter.doFilter(this.request, this.response, (request, response) -> {
		});
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void keepsNothingOfARequestThatIsNotObserved() {
		fail();
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void keepsNothingThatAnotherThreadWouldHaveToRemove() {
		observe();
		this.request.setDispatcherType(DispatcherType.ASYNC);
		fail();
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void removesNothingThatItDidNotPut() {
		MDC.put("traceId", "of somebody else");
		end();
		assertThat(MDC.get("traceId")).isEqualTo("of somebody else");
	}

	private void observe() {
		ServerRequestObservationContext context = new ServerRequestObservationContext(this.request, this.response);
		TracingContext tracing = new TracingContext();
		tracing.setSpan(new OtelTracer(SdkTracerProvider.builder().build().get("test"), new OtelCurrentTraceContext(),
				(event) -> {
				})
			.nextSpan());
		context.put(TracingContext.class, tracing);
		context.put(LogFieldNames.CORRELATION_ID, "order-17");
		this.request.setAttribute(ServerHttpObservationFilter.class.getName() + ".context", context);
		assertThat(ServerHttpObservationFilter.findObservationContext(this.request)).containsSame(context)
			.get()
			.isInstanceOf(Observation.Context.class);
	}

	private void fail() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.filter.doFilter(this.request, this.response, (request, response) -> {
				throw new IllegalStateException("broken");
			}));
	}

	private void end() {
		this.filter.requestDestroyed(new ServletRequestEvent(new MockServletContext(), this.request));
	}

}
