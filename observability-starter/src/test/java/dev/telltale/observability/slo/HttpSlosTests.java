package dev.telltale.observability.slo;

import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpSlos}.
 */
class HttpSlosTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			/api/users/{id}, GET,  GET,  /api/users/{id},     /api/users/1,      true
			/api/users/{id}, GET,  GET,  /api/users/{userId}, /api/users/1,      true
			/api/users/{id}, GET,  POST, /api/users/{id},     /api/users/1,      false
			/api/users/{id}, -,    POST, /api/users/{id},     /api/users/1,      true
			/api/users/{id}, -,    GET,  /api/users/export,   /api/users/export, false
			/api/users/{id}, -,    GET,  -,                   /api/users/1,      true
			/api/users/{id}, -,    GET,  -,                   /api/orders,       false
			/api/users/**,   -,    GET,  /api/users,          /api/users,        true
			/api/users/**,   -,    GET,  /api/users/{id},     /api/users/1,      true
			/api/users/**,   -,    GET,  -,                   /api/users/1/x,    true
			/api/users/**,   -,    GET,  /api/orders,         /api/orders,       false
			-,               -,    GET,  /api/orders,         /api/orders,       true
			-,               -,    GET,  -,                   /nowhere,          true
			""")
	void selects(@Nullable String uri, @Nullable String sloMethod, String method, @Nullable String route, String path,
			boolean selected) {
		SloDefinition slo = new SloDefinition("test", new SloDefinition.HttpRequests(uri, sloMethod),
				new SloDefinition.Availability(0.9), null, 5);
		HttpSlos slos = new HttpSlos(List.of(new SloCounters(slo, this.registry)));
		for (int i = 0; i < 2; i++) {
			if (route != null) {
				slos.recordRoute(method, route, SloOutcome.BAD, 1);
			}
			else {
				slos.recordPath(method, path, SloOutcome.BAD, 1);
			}
		}
		double bad = this.registry.get("slo.events").tag("result", "bad").counter().count();
		assertThat(bad).isEqualTo(selected ? 2 : 0);
	}

}
