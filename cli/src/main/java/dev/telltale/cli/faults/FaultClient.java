package dev.telltale.cli.faults;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.http.Json;
import dev.telltale.tools.http.JsonApi;
import dev.telltale.tools.http.JsonApi.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * Talks to the fault endpoint of a service. Every method throws {@link ApiException} if
 * the service cannot be reached or refuses; the message then holds the service's own
 * words. Thread-safe.
 */
public final class FaultClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int NOT_FOUND = 404;

	private final JsonApi api;

	/**
	 * Create a client.
	 * @param service the name of the service, for people
	 * @param address its address
	 */
	public FaultClient(String service, URI address) {
		this.api = new JsonApi(service, address, TIMEOUT);
	}

	/**
	 * Return the faults that there are.
	 * @return the faults, nothing if the service has its faults switched off
	 */
	public Optional<List<Fault>> list() {
		try {
			JsonNode faults = this.api.get("/faults", new Parameters());
			if (!faults.isArray()) {
				throw this.api.unexpected("no list of faults");
			}
			return Optional.of(Json.list(faults, FaultClient::fault));
		}
		catch (ApiException ex) {
			if (ex.status() == NOT_FOUND) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	/**
	 * Switch a fault on.
	 * @param name its name
	 * @param duration how long, in whole seconds
	 * @param settings values of its parameters by name
	 * @return the fault as it is now
	 */
	public Fault start(String name, Duration duration, Map<String, String> settings) {
		Parameters parameters = new Parameters().add("seconds", String.valueOf(duration.toSeconds()));
		settings.forEach(parameters::add);
		return fault(this.api.put("/faults/" + name, parameters));
	}

	/**
	 * Switch a fault off, whether or not it is on.
	 * @param name its name
	 */
	public void undo(String name) {
		this.api.delete("/faults/" + name);
	}

	/**
	 * Switch all faults off.
	 */
	public void undoAll() {
		this.api.delete("/faults");
	}

	private static Fault fault(JsonNode fault) {
		Map<String, String> parameters = new LinkedHashMap<>(Json.texts(fault.path("parameters")));
		parameters.putAll(Json.texts(fault.path("settings")));
		return new Fault(Json.text(fault, "name"), Json.text(fault, "description"), parameters,
				fault.path("active").asBoolean(false), Json.text(fault, "remaining"));
	}

}
