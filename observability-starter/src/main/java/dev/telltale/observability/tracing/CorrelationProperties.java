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

	/**
	 * Return the request headers that may carry a correlation id, by precedence.
	 * @return the headers
	 */
	public List<String> getHeaders() {
		return this.headers;
	}

	/**
	 * Set the request headers that may carry a correlation id, by precedence.
	 * @param headers the headers
	 */
	public void setHeaders(List<String> headers) {
		this.headers = headers;
	}

	/**
	 * Return whether responses name the trace in the header traceresponse, as W3C defines
	 * it.
	 * @return whether so
	 */
	public boolean isTraceResponse() {
		return this.traceResponse;
	}

	/**
	 * Set whether responses name the trace in the header traceresponse, as W3C defines
	 * it.
	 * @param traceResponse whether so
	 */
	public void setTraceResponse(boolean traceResponse) {
		this.traceResponse = traceResponse;
	}

	/**
	 * Return the response header that carries nothing but the trace id, such as
	 * X-Trace-Id; none if not set.
	 * @return the trace id header
	 */
	public @Nullable String getTraceIdHeader() {
		return this.traceIdHeader;
	}

	/**
	 * Set the response header that carries nothing but the trace id, such as X-Trace-Id;
	 * none if not set.
	 * @param traceIdHeader the trace id header
	 */
	public void setTraceIdHeader(@Nullable String traceIdHeader) {
		this.traceIdHeader = traceIdHeader;
	}

	/**
	 * Return whether problem details (RFC 9457) get the property trace_id.
	 * @return whether so
	 */
	public boolean isProblemDetail() {
		return this.problemDetail;
	}

	/**
	 * Set whether problem details (RFC 9457) get the property trace_id.
	 * @param problemDetail whether so
	 */
	public void setProblemDetail(boolean problemDetail) {
		this.problemDetail = problemDetail;
	}

	/**
	 * Return whether the correlation id is sent along with observed outgoing calls and
	 * messages.
	 * @return whether so
	 */
	public boolean isPropagate() {
		return this.propagate;
	}

	/**
	 * Set whether the correlation id is sent along with observed outgoing calls and
	 * messages.
	 * @param propagate whether so
	 */
	public void setPropagate(boolean propagate) {
		this.propagate = propagate;
	}

}
