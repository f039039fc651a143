package dev.telltale.sample;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.telltale.observability.test.ObservabilityTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The faults of this service: those that every service has, and its own.
 */
@ObservabilityTest(properties = { "telltale.faults.enabled=true", "sample.payments.declined-share=0",
		"spring.datasource.hikari.connection-timeout=300" })
class FaultsTests {

	@LocalServerPort
	private int port;

	private ServiceClient client;

	@BeforeEach
	void connect() {
		this.client = new ServiceClient(this.port);
	}

	@AfterEach
	void undoAll() throws IOException {
		assertThat(this.client.status("DELETE", "/faults")).isEqualTo(204);
	}

	@Test
	void thoseOfEveryServiceAndItsOwnAreThere() throws Exception {
		List<String> names = new ArrayList<>();
		for (JsonNode fault : new JsonMapper().readTree(this.client.send("GET", "/faults").body())) {
			names.add(fault.path("name").stringValue());
		}
		assertThat(names).containsExactly("cardinality-bomb", "component-down", "cpu", "deadlock", "declined-payments",
				"errors", "latency", "log-flood", "memory-leak", "pool-exhaustion", "unready");
	}

	@Test
	void paymentsAreDeclinedUntilUndone() throws Exception {
		assertThat(this.client.status("PUT", "/faults/declined-payments?probability=1")).isEqualTo(200);
		assertThat(this.client.status("POST", "/api/orders")).isEqualTo(402);
		assertThat(this.client.status("DELETE", "/faults/declined-payments")).isEqualTo(204);
		assertThat(this.client.status("POST", "/api/orders")).isEqualTo(201);
	}

	@Test
	void ordersFailWithoutConnections() throws Exception {
		assertThat(this.client.status("PUT", "/faults/pool-exhaustion")).isEqualTo(200);
		assertThat(this.client.status("POST", "/api/orders")).isEqualTo(500);
		assertThat(this.client.status("DELETE", "/faults/pool-exhaustion")).isEqualTo(204);
		assertThat(this.client.status("POST", "/api/orders")).isEqualTo(201);
	}

}
