package dev.telltale.sample.trouble;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.telltale.sample.OrdersRole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Sends the service some traffic of its own: a bounded number of calls, one run at a
 * time.
 */
@OrdersRole
@Component
@EnableAsync
class TrafficSimulation {

	static final int ROUNDS = 20;

	private static final Logger logger = LoggerFactory.getLogger(TrafficSimulation.class);

	private static final List<Call> ROUND = List.of(new Call(HttpMethod.GET, "/api/users"),
			new Call(HttpMethod.GET, "/api/users/1"), new Call(HttpMethod.GET, "/api/users/2"),
			new Call(HttpMethod.POST, "/api/orders"), new Call(HttpMethod.GET, "/api/flaky"));

	private final AtomicBoolean running = new AtomicBoolean();

	private final RestClient.Builder clientBuilder;

	private volatile int port;

	TrafficSimulation(RestClient.Builder clientBuilder) {
		this.clientBuilder = clientBuilder;
	}

	@EventListener
	void serverStarted(WebServerInitializedEvent event) {
		this.port = event.getWebServer().getPort();
	}

	/**
	 * Claim the one run that may be under way.
	 * @return whether it was free
	 */
	boolean claim() {
		return this.running.compareAndSet(false, true);
	}

	@Async
	void run() {
		try {
			RestClient client = this.clientBuilder.clone()
				.baseUrl("http://localhost:" + this.port)
				.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
				})
				.build();
			for (int round = 0; round < ROUNDS; round++) {
				for (Call call : ROUND) {
					client.method(call.method()).uri(call.path()).retrieve().toBodilessEntity();
				}
			}
			logger.info("Simulated {} calls", ROUNDS * ROUND.size());
		}
		finally {
			this.running.set(false);
		}
	}

	static int calls() {
		return ROUNDS * ROUND.size();
	}

	private record Call(HttpMethod method, String path) {

	}

}
