package dev.telltale.cli.scenario;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.telltale.cli.receiver.Notification;
import dev.telltale.cli.receiver.ReceiverClient;
import dev.telltale.cli.scenario.Scenario.Fault;
import dev.telltale.cli.scenario.Scenario.StackKind;
import dev.telltale.cli.scenario.Scenario.Step;
import dev.telltale.cli.stack.StackHistory;
import dev.telltale.cli.traffic.Call;
import dev.telltale.cli.traffic.Traffic;

/**
 * Systems that somebody else started, such as a stack of containers: what a scenario
 * needs is there already, and only what goes through its addresses can be broken.
 */
final class RemoteGround implements Ground {

	private final Place place;

	private final StackHistory history;

	private final ReceiverClient receiver;

	RemoteGround(Place place) {
		this.place = place;
		this.history = new StackHistory(place.prometheus(), place.alertmanager());
		this.receiver = new ReceiverClient(place.receiver());
	}

	/**
	 * Return why a scenario cannot run there.
	 * @param scenario the scenario
	 * @param place the place
	 * @return the reason, or an empty text if it can
	 */
	static String obstacle(Scenario scenario, Place place) {
		if (scenario.stack() != StackKind.SHARED) {
			return "it needs a stack of its own";
		}
		Scenario.Service service = scenario.service();
		if (service == null) {
			return "it makes up what is scraped";
		}
		if (!service.jvm().isEmpty() || !service.settings().isEmpty()) {
			return "it starts the service in its own way";
		}
		if (service.payments() && place.payments() == null) {
			return "it needs the service for payments: give --payments";
		}
		boolean through = scenario.faults()
			.values()
			.stream()
			.allMatch((fault) -> fault instanceof Fault.Requests || fault instanceof Fault.Sample);
		boolean mutes = scenario.steps()
			.stream()
			.anyMatch((step) -> Stream.of(Step.Action.MUTE, Step.Action.KILL, Step.Action.RESTART)
				.anyMatch((action) -> action == step.action()));
		return (through && !mutes) ? "" : "it stops or changes what it does not own";
	}

	@Override
	public void open() {
		// Everything runs already.
	}

	@Override
	public StackHistory history() {
		return this.history;
	}

	@Override
	public Map<String, String> scope() {
		return Map.of("job", this.place.job());
	}

	@Override
	public List<Call> users() {
		return Traffic.USERS;
	}

	@Override
	public String paymentsJob() {
		return this.place.paymentsJob();
	}

	@Override
	public int targets() {
		return 1;
	}

	@Override
	public URI service(boolean payments) {
		URI address = payments ? this.place.payments() : this.place.service();
		if (address == null) {
			throw new ScenarioException("the address of the service for payments is not known: give --payments");
		}
		return address;
	}

	@Override
	public List<Notification> notifications(Instant since) {
		try {
			return this.receiver.since(since);
		}
		catch (IOException ex) {
			throw new ScenarioException(String.valueOf(ex.getMessage()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ScenarioException("interrupted");
		}
	}

	@Override
	public boolean seesTraces() {
		return false;
	}

	@Override
	public Set<String> servicesOf(String traceId) {
		return Set.of();
	}

	@Override
	public int linesOf(String traceId) {
		return 0;
	}

	@Override
	public void requireAlive() {
		// A component that is gone shows in what it does not answer.
	}

	@Override
	public void killService() {
		throw notOurs();
	}

	@Override
	public void reviveService() {
		throw notOurs();
	}

	@Override
	public void vanish(boolean vanished) {
		throw notOurs();
	}

	@Override
	public void misconfigure(String component, boolean broken) {
		throw notOurs();
	}

	@Override
	public void playCertificate(Duration lifetime) {
		throw notOurs();
	}

	@Override
	public void play(String job, String text) {
		throw notOurs();
	}

	@Override
	public void forget(String job) {
		throw notOurs();
	}

	@Override
	public void mute(String receiver, boolean muted) {
		throw notOurs();
	}

	@Override
	public void kill(String component) {
		throw notOurs();
	}

	@Override
	public void restart(String component) {
		throw notOurs();
	}

	private static ScenarioException notOurs() {
		return new ScenarioException("this cannot be done to systems that somebody else started");
	}

	@Override
	public void close() {
		// Nothing was started.
	}

}
