package dev.telltale.cli.scenario;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.telltale.cli.receiver.Notification;
import dev.telltale.cli.stack.Application;
import dev.telltale.cli.stack.Component;
import dev.telltale.cli.stack.Program;
import dev.telltale.cli.stack.ServiceInstance;
import dev.telltale.cli.stack.Stack;
import dev.telltale.cli.stack.StackHistory;
import dev.telltale.cli.traffic.Call;
import dev.telltale.cli.traffic.Traffic;
import dev.telltale.tools.alertmanager.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A part of a stack on this machine: what a scenario brings lives in a namespace of its
 * own.
 */
final class LocalGround implements Ground {

	private static final String NAMESPACE = "namespace";

	private static final Duration WARM_UP = Duration.ofSeconds(3);

	private static final int WARM_UP_RATE = 20;

	private static final Duration GONE = Duration.ofHours(1);

	private final Stack stack;

	private final Application application;

	private final StackHistory history;

	private final String name;

	private final Semaphore starts;

	private final List<ServiceInstance> services = new ArrayList<>();

	private final List<String> played = new ArrayList<>();

	/**
	 * Create a ground.
	 * @param stack the running stack
	 * @param application what the services are instances of
	 * @param scenario what it is for
	 * @param name the name of the namespace and of the service
	 * @param starts lets only so many start services at once
	 */
	LocalGround(Stack stack, Application application, Scenario scenario, String name, Semaphore starts) {
		this.stack = stack;
		this.application = application;
		this.history = new StackHistory(stack.addresses());
		this.name = name;
		this.starts = starts;
		Scenario.Service service = scenario.service();
		if (service != null) {
			Component payments = service.payments() ? new Component(Program.SERVICE, paymentsJob(), 0) : null;
			if (payments != null) {
				this.services.add(new ServiceInstance(payments, payments.id(), "payments", scope(), List.of(),
						application.certainty(), null, List.of()));
			}
			this.services.add(instance(service, payments));
		}
	}

	private ServiceInstance instance(Scenario.Service service, @Nullable Component payments) {
		// What goes wrong is the scenario's own.
		Map<String, String> settings = new TreeMap<>(this.application.certainty());
		settings.putAll(service.settings());
		return new ServiceInstance(new Component(Program.SERVICE, this.name, 0), this.application.jobIn(this.name),
				null, scope(), service.jvm(), settings, payments, service.probes());
	}

	@Override
	public void open() throws InterruptedException {
		if (this.services.isEmpty()) {
			return;
		}
		this.starts.acquire();
		try {
			this.stack.launch(this.services);
		}
		finally {
			this.starts.release();
		}
		warmUp();
		this.services.forEach(this.stack::watch);
	}

	// The first requests of a cold JVM are slow: nobody counts them.
	private void warmUp() throws InterruptedException {
		for (ServiceInstance service : this.services) {
			if (service.profile() == null) {
				try (Traffic traffic = Traffic.start(this.stack.addresses().of(service.component()), users(),
						WARM_UP_RATE, WARM_UP)) {
					TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
				}
			}
		}
	}

	@Override
	public StackHistory history() {
		return this.history;
	}

	@Override
	public Map<String, String> scope() {
		return Map.of(NAMESPACE, this.name);
	}

	@Override
	public List<Call> users() {
		return this.application.users();
	}

	@Override
	public String paymentsJob() {
		return this.name + "-payments";
	}

	@Override
	public int targets() {
		return this.services.stream().mapToInt((service) -> 1 + service.probes().size()).sum();
	}

	@Override
	public URI service(boolean payments) {
		return this.stack.addresses().of(instance(payments).component());
	}

	private ServiceInstance instance(boolean payments) {
		String id = payments ? paymentsJob() : this.name;
		return this.services.stream()
			.filter((service) -> service.component().id().equals(id))
			.findFirst()
			.orElseThrow(() -> new ScenarioException("%s has no service %s".formatted(this.name, id)));
	}

	@Override
	public List<Notification> notifications(Instant since) {
		return this.stack.receiver().notifications((notification) -> !notification.receivedAt().isBefore(since));
	}

	@Override
	public boolean seesTraces() {
		return true;
	}

	@Override
	public Set<String> servicesOf(String traceId) {
		return this.stack.servicesOf(traceId);
	}

	@Override
	public int linesOf(String traceId) {
		return this.stack.linesOf(traceId);
	}

	@Override
	public void requireAlive() {
		if (this.stack.death().isDone()) {
			throw new StackDiedException(this.stack.death().join());
		}
	}

	@Override
	public void killService() {
		this.stack.kill(instance(false).component());
	}

	@Override
	public void reviveService() throws InterruptedException {
		this.stack.restart(instance(false));
	}

	@Override
	public void vanish(boolean vanished) {
		if (vanished) {
			this.stack.forget(this.name);
		}
		else {
			this.stack.watch(instance(false));
		}
	}

	@Override
	public void misconfigure(String component, boolean broken) throws InterruptedException {
		if (component.equals("rules")) {
			this.stack.breakRules(broken);
		}
		else {
			this.stack.misconfigure(component(component), broken);
		}
	}

	@Override
	public void playCertificate(Duration lifetime) {
		this.played.add(this.name);
		this.stack.playCertificate(this.name, lifetime, scope());
	}

	@Override
	public void play(String job, String text) {
		this.played.add(job);
		this.stack.play(job, text, scope());
	}

	@Override
	public void forget(String job) {
		this.stack.forget(job);
	}

	@Override
	public void mute(String receiver, boolean muted) {
		this.stack.receiver().mute(receiver, muted);
	}

	@Override
	public void kill(String component) {
		this.stack.kill(component(component));
	}

	@Override
	public void restart(String component) throws InterruptedException {
		this.stack.restart(component(component));
	}

	private static Component component(String id) {
		return Stream
			.of(Component.PROMETHEUS, Component.PROMETHEUS.twin(), Component.ALERTMANAGER,
					Component.ALERTMANAGER.twin(), Component.BLACKBOX_EXPORTER, Component.COLLECTOR)
			.filter((component) -> component.id().equals(id))
			.findFirst()
			.orElseThrow();
	}

	@Override
	public void close() {
		// Taken away for good, which is announced: else ServiceMissing would tell.
		Instant now = Instant.now();
		this.history.alertmanager()
			.createSilence(List.of(Matcher.equal(NAMESPACE, this.name)), now, now.plus(GONE), "telltale",
					"the scenario is over");
		this.played.forEach(this::forget);
		this.services.forEach(this.stack::retire);
	}

}
