package dev.telltale.observability.logging;

/**
 * The names of the fields of a log line. They are API: whoever searches logs reads them.
 */
public final class LogFieldNames {

	/** When the event happened, in ISO 8601 with the zone's offset. */
	public static final String TIMESTAMP = "@timestamp";

	/** The level, in capitals. */
	public static final String LEVEL = "level";

	/** The logger. */
	public static final String LOGGER_NAME = "logger_name";

	/** The thread that logged. */
	public static final String THREAD_NAME = "thread_name";

	/** The message, with its arguments. */
	public static final String MESSAGE = "message";

	/** The service. */
	public static final String SERVICE_NAME = "service_name";

	/** The service's version. */
	public static final String SERVICE_VERSION = "service_version";

	/** The environment that the service runs in. */
	public static final String ENVIRONMENT = "environment";

	/** The trace. */
	public static final String TRACE_ID = "trace_id";

	/** The span. */
	public static final String SPAN_ID = "span_id";

	/** The id that a caller gave to all that belongs together, else the trace's id. */
	public static final String CORRELATION_ID = "correlation_id";

	/** The stack trace, root cause first. */
	public static final String STACK_TRACE = "stack_trace";

	/** A hash that is the same for the same error. */
	public static final String STACK_HASH = "stack_hash";

	/** The method of a request, in an access line. */
	public static final String HTTP_METHOD = "http_method";

	/** The path pattern that a request matched, in an access line. */
	public static final String HTTP_ROUTE = "http_route";

	/** The status of a response, in an access line. */
	public static final String HTTP_STATUS = "http_status";

	/** How long a request took, in seconds, in an access line. */
	public static final String DURATION_SECONDS = "duration_seconds";

	/** The size of a request's body as declared, in bytes, in an access line. */
	public static final String REQUEST_BYTES = "request_bytes";

	/** The size of a response's body as written, in bytes, in an access line. */
	public static final String RESPONSE_BYTES = "response_bytes";

	private LogFieldNames() {
	}

}
