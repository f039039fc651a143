package dev.telltale.observability.tracing;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How requests, log lines and calls that belong together are told to.
 */
@ConfigurationProperties("telltale.correlation")
public class CorrelationProperties {

	/**
	 * Request headers that may carry a correlation id, by precedence. The response
	 * repeats the header that was used, or else the first; outgoing calls carry the
	 * first. Ids longer than 128 characters, or with others than letters, digits and ._:-
	 * are ignored.
	 */
	private List<String> headers = new ArrayList<>(List.of("X-Correlation-ID", "X-Request-ID"));

	/**
	 * Whether responses name the trace in the header traceresponse, as W3C defines it.
	 */
	private boolean traceResponse = true;

	/**
	 * Response header that carries nothing but the trace id, such as X-Trace-Id; none if
	 * not set.
	 */
	private @Nullable String traceIdHeader;

	/**
	 * Whether problem details (RFC 9457) get the property trace_id.
	 */
	private boolean problemDetail = true;

	/**
	 * Whether the correlation id is sent along with observed outgoing calls and messages.
	 */
	private boolean propagate = true;

	public List<String> getHeaders() {
		return this.headers;
	}

	public void setHeaders(List<String> headers) {
		this.headers = headers;
	}

	public boolean isTraceResponse() {
		return this.traceResponse;
	}

	public void setTraceResponse(boolean traceResponse) {
		this.traceResponse = traceResponse;
	}

	public @Nullable String getTraceIdHeader() {
		return this.traceIdHeader;
	}

	public void setTraceIdHeader(@Nullable String traceIdHeader) {
		this.traceIdHeader = traceIdHeader;
	}

	public boolean isProblemDetail() {
		return this.problemDetail;
	}

	public void setProblemDetail(boolean problemDetail) {
		this.problemDetail = problemDetail;
	}

	public boolean isPropagate() {
		return this.propagate;
	}

	public void setPropagate(boolean propagate) {
		this.propagate = propagate;
	}

}
