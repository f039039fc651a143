package dev.telltale.observability.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.Propagator;
import io.micrometer.observation.transport.SenderContext;

import org.springframework.http.HttpMessage;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.function.client.ClientRequest;

/**
 * Sends the correlation id with everything that is observed while it leaves: calls of
 * {@code RestClient}, {@code RestTemplate} and {@code WebClient}, Kafka records. It is
 * the place where the trace's own header is written, so both go the same ways. An id that
 * the application has set by itself stays.
 */
class CorrelationSenderHandler implements ObservationHandler<SenderContext<Object>> {

	private static final boolean WEB_CLIENT = ClassUtils.isPresent(
			"org.springframework.web.reactive.function.client.ClientRequest",
			CorrelationSenderHandler.class.getClassLoader());

	private final String header;

	CorrelationSenderHandler(String header) {
		this.header = header;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof SenderContext;
	}

	@Override
	public void onStart(SenderContext<Object> context) {
		String id = CorrelationId.current();
		Object carrier = context.getCarrier();
		if (id == null || carrier == null) {
			return;
		}
		if (WEB_CLIENT && WebClientSender.send(carrier, this.header, id)) {
			return;
		}
		if (carrier instanceof HttpMessage message && message.getHeaders().containsHeader(this.header)) {
			return;
		}
		Propagator.Setter<Object> setter = context.getSetter();
		setter.set(carrier, this.header, id);
	}

	/**
	 * Is loaded only with WebFlux on the class path.
	 */
	private static final class WebClientSender {

		static boolean send(Object carrier, String header, String id) {
			if (!(carrier instanceof ClientRequest.Builder request)) {
				return false;
			}
			request.headers((headers) -> {
				if (!headers.containsHeader(header)) {
					headers.set(header, id);
				}
			});
			return true;
		}

	}

}
