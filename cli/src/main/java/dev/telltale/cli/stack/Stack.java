package dev.telltale.cli.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.history.BackFill;
import dev.telltale.cli.history.PastService;
import dev.telltale.cli.logs.LogFiles;
import dev.telltale.cli.logs.LogFilter;
import dev.telltale.cli.preview.DoctorReasons;
import dev.telltale.cli.preview.LocalLogs;
import dev.telltale.cli.preview.MixinDashboards;
import dev.telltale.cli.preview.MixinRunbooks;
import dev.telltale.cli.receiver.NotificationReceiver;
import dev.telltale.cli.stage.Stage;
import dev.telltale.cli.traces.Span;
import dev.telltale.cli.traces.TraceReceiver;
import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Surroundings;
import dev.telltale.preview.PreviewOptions;
import dev.telltale.preview.PreviewServer;
import dev.telltale.tools.binaries.Executable;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.files.Folders;
import dev.telltale.tools.process.InUseException;
import dev.telltale.tools.process.InstanceLock;
import dev.telltale.tools.process.NotReadyException;
import dev.telltale.tools.process.OwnedProcess;
import dev.telltale.tools.process.ProcessLedger;
import dev.telltale.tools.process.ProcessSpec;
import dev.telltale.tools.process.Readiness;
import dev.telltale.tools.process.Supervisor;
import org.jspecify.annotations.Nullable;

/**
 * The stack on this machine: services, Prometheus, Alertmanager, exporters and the
 * notification receiver, all of one owner and on the loopback interface. Closing it stops
 * all of it, and nothing else. Thread-safe.
 */
public final class Stack implements AutoCloseable {

	private static final Duration READY_WITHIN = Duration.ofSeconds(90);

	/** As in {@code examples/stack/prometheus/prometheus.yml}. */
	private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(2);

	private static final Duration RELOADS_WITHIN = Duration.ofSeconds(10);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Console console;

	private final Home home;

	private final Path state;

	private final Blueprint blueprint;

	private final InstanceLock lock;

	private final Addresses addresses;

	private final StackFiles files;

	private final Map<Component, OwnedProcess> processes = new ConcurrentHashMap<>();

	private final Map<Component, List<String>> running = new ConcurrentHashMap<>();

	private final AtomicInteger revivals = new AtomicInteger();

	private final CompletableFuture<String> death = new CompletableFuture<>();

	private @Nullable StackCommands commands;

	private @Nullable Supervisor supervisor;

	private @Nullable NotificationReceiver receiver;

	private @Nullable TraceReceiver collector;

	private @Nullable PreviewServer preview;

	private @Nullable Stage stage;

	private boolean history;

	private boolean closed;

	private Stack(Console console, Home home, Path state, Blueprint blueprint, InstanceLock lock) {
		this.console = console;
		this.home = home;
		this.state = state;
		this.blueprint = blueprint;
		this.lock = lock;
		this.addresses = new Addresses(blueprint.usualPorts());
		this.files = new StackFiles(home, state, blueprint, this.addresses);
	}

	/**
	 * Claim a folder for a stack. Nothing runs yet.
	 * @param console where to tell about the progress
	 * @param home the project
	 * @param state the folder for what the stack writes
	 * @param blueprint what it consists of
	 * @return the stack, to be closed in any case
	 * @throws StackException if another process uses the folder
	 */
	public static Stack claim(Console console, Home home, Path state, Blueprint blueprint) {
		try {
			InstanceLock lock = InstanceLock.acquire(state);
			try {
				return new Stack(console, home.keeping(state), state, blueprint, lock);
			}
			catch (IOException ex) {
				lock.close();
				throw ex;
			}
		}
		catch (InUseException ex) {
			String holder = ex.holder().isPresent() ? "process " + ex.holder().getAsLong() : "another process";
			throw new StackException("%s runs a stack in %s already: stop it with Ctrl-C there, or with ./telltale down"
				.formatted(holder, state));
		}
		catch (IOException ex) {
			throw new StackException("cannot use the folder %s (%s): see whether it is yours and has room"
				.formatted(state, ex.getMessage()));
		}
	}

	/**
	 * Start everything and wait until all of it is ready. What an earlier stack in the
	 * same folder left running is stopped first.
	 * @throws StackException if a component does not start
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void start() throws InterruptedException {
		try {
			forgetNotifications();
			// Before anything starts: without it nothing will.
			this.home.application().words();
			Map<Tool, Executable> tools = tools();
			// Ends what a crash left, and so frees its ports.
			supervise();
			assign();
			writeFiles();
			openInProcess();
			this.commands = new StackCommands(this.home, tools, this.blueprint, this.addresses, this.files);
			report(Component.RECEIVER);
			report(Component.COLLECTOR);
			List<Component> first = new ArrayList<>(this.blueprint.alertmanagers());
			first.addAll(this.blueprint.exporterComponents());
			for (Component component : first) {
				start(component);
			}
			for (ServiceInstance service : this.blueprint.services()) {
				start(service);
			}
			for (Component component : first) {
				awaitReady(component);
			}
			for (ServiceInstance service : this.blueprint.services()) {
				awaitReady(service.component());
				this.files.watch(service);
			}
			if (this.history) {
				makeUpHistory();
			}
			// Last, or its first scrapes would find everything down.
			for (Component component : this.blueprint.prometheis()) {
				start(component);
			}
			for (Component component : this.blueprint.prometheis()) {
				awaitReady(component);
			}
		}
		catch (NotReadyException ex) {
			throw new StackException(ex.getMessage());
		}
		catch (IOException ex) {
			throw new StackException("the stack does not start: " + ex.getMessage());
		}
	}

	private void writeFiles() {
		try {
			this.files.write();
		}
		catch (IOException ex) {
			throw new StackException("cannot write into %s (%s): see whether it is yours and has room"
				.formatted(this.state, ex.getMessage()));
		}
	}

	/**
	 * Let services start faster if that is possible, which is worth ten seconds to whom
	 * starts it often. Once a build.
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void prepareServices() throws InterruptedException {
		this.console.progress("preparing services to start faster, once a build");
		try {
			if (this.home.application().prepare(StackCommands.java())) {
				this.console.done("prepared services to start faster, once a build");
			}
		}
		catch (IOException ex) {
			// Then it takes its time.
			this.console.line(ex.getMessage());
		}
	}

	/**
	 * Begin with thirty days of history that are made up, where Prometheus has none.
	 */
	public void beginWithHistory() {
		this.history = true;
	}

	private void makeUpHistory() throws InterruptedException {
		BackFill backFill = BackFill.into(this.files.data(Component.PROMETHEUS),
				Toolbox.standard(this.console::note).require(Tool.PROMTOOL));
		if (!backFill.isPossible()) {
			this.console
				.note("Prometheus has data already, so no history is made up: ./telltale down --wipe removes it");
			return;
		}
		List<PastService> services = List.of(
				PastService.orders(this.addresses.hostAndPort(Component.SAMPLE_SERVICE),
						this.files.labels(ServiceInstance.ORDERS)),
				PastService.payments(this.addresses.hostAndPort(Component.PAYMENTS),
						this.files.labels(ServiceInstance.PAYMENTS)));
		BackFill.Written written = backFill.run(services, Instant.now(), this.console::progress);
		this.console.done("made up thirty days of history: %d series, in %d s".formatted(written.series(),
				written.took().toSeconds()));
	}

	/**
	 * Start services beside those that run, and wait until all are ready. Prometheus does
	 * not know of them yet.
	 * @param services the services
	 * @throws StackException if one does not start
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void launch(Collection<ServiceInstance> services) throws InterruptedException {
		try {
			for (ServiceInstance service : services) {
				this.addresses.assign(service.component());
			}
			for (ServiceInstance service : services) {
				start(service);
			}
			for (ServiceInstance service : services) {
				awaitReadyQuietly(service.component());
			}
		}
		catch (NotReadyException | IOException ex) {
			throw new StackException("a service does not start: " + ex.getMessage());
		}
	}

	/**
	 * Take a service away for good: Prometheus forgets it before it stops.
	 * @param service the service
	 */
	public void retire(ServiceInstance service) {
		forget(service.component().id());
		kill(service.component());
	}

	/**
	 * Stop a component, which is expected from now on. Nothing happens if it does not
	 * run.
	 * @param component the component
	 */
	public void kill(Component component) {
		if (component.equals(Component.COLLECTOR)) {
			collector().close();
			return;
		}
		OwnedProcess process = this.processes.remove(component);
		if (process != null) {
			requireSupervisor().stop(process);
		}
	}

	/**
	 * Start a component again that was killed, or kill it first; on the same port, with
	 * the same data.
	 * @param component the component, which is not a service
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void restart(Component component) throws InterruptedException {
		kill(component);
		try {
			if (component.equals(Component.COLLECTOR)) {
				openCollector();
				return;
			}
			start(component);
			awaitReadyQuietly(component);
		}
		catch (NotReadyException | IOException ex) {
			throw new StackException("%s does not start again: %s".formatted(component.id(), ex.getMessage()));
		}
	}

	/**
	 * Start a service again that was killed.
	 * @param service the service
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void restart(ServiceInstance service) throws InterruptedException {
		launch(List.of(service));
	}

	/**
	 * Start the store of traces beside the stack. Traces wait for it.
	 * @throws StackException if it does not start
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void startTraceStore() throws InterruptedException {
		try {
			start(Component.ZIPKIN);
			awaitReady(Component.ZIPKIN);
		}
		catch (NotReadyException | IOException ex) {
			throw new StackException("the trace store does not start: " + ex.getMessage());
		}
	}

	/**
	 * Show the dashboards beside the stack.
	 * @throws StackException if they cannot be shown
	 */
	public void startPreview() {
		URI prometheus = this.addresses.of(Component.PROMETHEUS);
		try {
			PreviewServer server = PreviewServer
				.start(PreviewOptions.of(prometheus, new MixinDashboards(this.home.mixins()))
					.listenOn(new InetSocketAddress("127.0.0.1", this.addresses.port(Component.PREVIEW)))
					.scrapeInterval(SCRAPE_INTERVAL)
					.traces(this.addresses.of(Component.ZIPKIN) + "zipkin/traces/{}")
					.logs(new LocalLogs(logs()))
					.runbooks(new MixinRunbooks(this.home.mixins(), this.home.folder().resolve("examples/scenarios")))
					.reasons(new DoctorReasons(prometheus, Inventory.of(this.home.render(Mixin.DEMO)),
							Surroundings.of(this.home.mixin(), Mixin.DEMO, SCRAPE_INTERVAL))));
			keep(server);
			report(Component.PREVIEW);
		}
		catch (IOException ex) {
			throw new StackException("the dashboards cannot be shown: " + ex.getMessage());
		}
	}

	private synchronized void keep(PreviewServer server) {
		if (this.closed) {
			server.close();
			throw new StackException("the stack was stopped while it started");
		}
		this.preview = server;
	}

	/**
	 * Let Prometheus watch a service.
	 * @param service the service
	 */
	public void watch(ServiceInstance service) {
		try {
			this.files.watch(service);
		}
		catch (IOException ex) {
			throw new StackException("cannot tell Prometheus of %s: %s".formatted(service.job(), ex.getMessage()));
		}
	}

	/**
	 * Give a component a configuration that it cannot read, or its own again, and tell it
	 * to read it.
	 * @param component Prometheus or Alertmanager
	 * @param broken whether it cannot be read
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void misconfigure(Component component, boolean broken) throws InterruptedException {
		try {
			this.files.misconfigure(component, broken);
			reload(component);
		}
		catch (IOException ex) {
			throw new StackException("%s cannot be told to reload: %s".formatted(component.id(), ex.getMessage()));
		}
	}

	/**
	 * Give Prometheus a rule that fails, or take it away.
	 * @param broken whether there is such a rule
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void breakRules(boolean broken) throws InterruptedException {
		try {
			this.files.breakRules(broken);
			reload(Component.PROMETHEUS);
		}
		catch (IOException ex) {
			throw new StackException("Prometheus cannot be given other rules: " + ex.getMessage());
		}
	}

	private void reload(Component component) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.addresses.of(component).resolve("/-/reload"))
			.timeout(RELOADS_WITHIN)
			.POST(BodyPublishers.noBody())
			.build();
		// A configuration that is refused is answered with an error, as it should be.
		this.client.send(request, BodyHandlers.discarding());
	}

	/**
	 * Let Prometheus scrape an exposition that is played.
	 * @param job the job under which it is scraped
	 * @param text the exposition
	 * @param labels labels of the target
	 */
	public void play(String job, String text, Map<String, String> labels) {
		try {
			this.files.watch(job, stage().show(job, text), labels);
		}
		catch (IOException ex) {
			throw new StackException("cannot play %s: %s".formatted(job, ex.getMessage()));
		}
	}

	/**
	 * Let Prometheus probe a server whose certificate expires.
	 * @param job the job of the probe
	 * @param lifetime how long the certificate is valid, whole days
	 * @param labels labels of the target
	 */
	public void playCertificate(String job, Duration lifetime, Map<String, String> labels) {
		try {
			this.files.probe(job, stage().secure(job, lifetime), labels);
		}
		catch (IOException ex) {
			throw new StackException("cannot play a certificate: " + ex.getMessage());
		}
	}

	/**
	 * Let Prometheus forget a job.
	 * @param job the job
	 */
	public void forget(String job) {
		try {
			this.files.forget(job);
		}
		catch (IOException ex) {
			throw new StackException("cannot take %s away from Prometheus: %s".formatted(job, ex.getMessage()));
		}
	}

	/**
	 * Remove the data and notifications of an earlier stack in the same folder.
	 */
	public void forgetEverything() {
		try {
			Folders.delete(this.state.resolve("data"));
			Folders.delete(logs());
			Files.deleteIfExists(this.state.resolve("notifications.jsonl"));
		}
		catch (IOException ex) {
			throw new StackException(
					"cannot remove what an earlier run left in %s (%s): remove it, or call this as the user who started that"
						.formatted(this.state, ex.getMessage()));
		}
	}

	private Map<Tool, Executable> tools() {
		Toolbox toolbox = Toolbox.standard(this.console::note);
		Map<Tool, Executable> tools = new EnumMap<>(Tool.class);
		for (Tool tool : List.of(Tool.PROMETHEUS, Tool.ALERTMANAGER, Tool.NODE_EXPORTER, Tool.BLACKBOX_EXPORTER)) {
			this.console.progress("looking for " + tool.commands().get(0));
			tools.put(tool, toolbox.require(tool));
		}
		return tools;
	}

	private synchronized void supervise() throws IOException {
		requireOpen();
		this.supervisor = Supervisor.create(new ProcessLedger(this.state.resolve("processes")), this::died);
	}

	private void assign() throws IOException {
		List<Component> all = new ArrayList<>(
				List.of(Component.RECEIVER, Component.COLLECTOR, Component.ZIPKIN, Component.PREVIEW, Component.STAGE));
		all.addAll(this.blueprint.prometheis());
		all.addAll(this.blueprint.alertmanagers());
		all.addAll(this.blueprint.exporterComponents());
		this.blueprint.services().forEach((service) -> all.add(service.component()));
		if (this.blueprint.pair()) {
			this.blueprint.alertmanagers().forEach((alertmanager) -> all.add(StackCommands.gossip(alertmanager)));
		}
		for (Component component : all) {
			this.addresses.assign(component);
		}
	}

	private synchronized void openInProcess() throws IOException {
		requireOpen();
		if (this.blueprint.usualPorts()) {
			ReceiverLog.writeTo(this.files.log(Component.RECEIVER));
		}
		this.receiver = NotificationReceiver.start(
				new InetSocketAddress("127.0.0.1", this.addresses.port(Component.RECEIVER)),
				this.state.resolve("notifications.jsonl"), this.addresses.of(Component.ALERTMANAGER));
		openCollector();
		this.stage = Stage.open(this.state.resolve("stage"), this.addresses.port(Component.STAGE));
	}

	private synchronized void openCollector() throws IOException {
		requireOpen();
		this.collector = TraceReceiver.start(
				new InetSocketAddress("127.0.0.1", this.addresses.port(Component.COLLECTOR)),
				this.addresses.of(Component.ZIPKIN));
	}

	private void start(Component component) throws IOException {
		run(component, requireCommands().of(component));
	}

	private void start(ServiceInstance service) throws IOException {
		run(service.component(), requireCommands().of(service));
	}

	private void run(Component component, List<String> command) throws IOException {
		this.running.put(component, command);
		this.processes.put(component,
				requireSupervisor().start(new ProcessSpec(component.id(), command, this.files.log(component))));
	}

	private void awaitReady(Component component) throws NotReadyException, InterruptedException {
		awaitReadyQuietly(component);
		report(component);
	}

	private void awaitReadyQuietly(Component component) throws NotReadyException, InterruptedException {
		Readiness readiness = new Readiness((waited) -> this.console
			.progress("waiting for %s (%d s)".formatted(component.id(), waited.toSeconds())));
		OwnedProcess process = this.processes.get(component);
		if (process == null) {
			throw new StackException("%s was stopped while it started".formatted(component.id()));
		}
		readiness.await(process, component.program().ready(this.addresses.of(component)), READY_WITHIN);
	}

	private void report(Component component) {
		String moved = this.addresses.isMoved(component) ? ", for port %d is taken".formatted(component.port()) : "";
		String name = (component.id() + " " + requireCommands().version(component)).strip();
		this.console.done("%-26s %s%s".formatted(name, this.addresses.of(component), moved));
	}

	/**
	 * Let Alertmanager forget whom it told: what an earlier stack left firing would be
	 * taken for told already, and nobody would hear of it again. Silences stay.
	 */
	private void forgetNotifications() throws IOException {
		for (Component alertmanager : this.blueprint.alertmanagers()) {
			Files.deleteIfExists(this.files.data(alertmanager).resolve("nflog"));
		}
	}

	private void died(OwnedProcess process, int exitValue) {
		String reason = process.lastWords().map((words) -> ": " + words).orElse("");
		String what = "%s ended by itself with exit code %d%s (its log is %s)".formatted(process.name(), exitValue,
				reason, process.logFile());
		if (!revive(process)) {
			this.death.complete(what);
			return;
		}
		this.console.failed(what);
		this.console.done(process.name() + " was started again");
	}

	/**
	 * Start again what died, if that is wanted and does not happen over and over.
	 */
	private boolean revive(OwnedProcess process) {
		if (this.revivals.get() <= 0 || this.revivals.decrementAndGet() < 0) {
			return false;
		}
		for (Map.Entry<Component, OwnedProcess> entry : this.processes.entrySet()) {
			if (entry.getValue() == process) {
				try {
					run(entry.getKey(), this.running.get(entry.getKey()));
					return true;
				}
				catch (IOException | IllegalStateException ex) {
					return false;
				}
			}
		}
		return false;
	}

	/**
	 * Start a component again that ends by itself from now on.
	 * @param times how often in all, before such an end is that of the stack
	 */
	public void reviveAtMost(int times) {
		this.revivals.set(times);
	}

	/**
	 * Return the addresses.
	 * @return the addresses
	 */
	public Addresses addresses() {
		return this.addresses;
	}

	/**
	 * Return the receiver of the notifications.
	 * @return the receiver
	 */
	public synchronized NotificationReceiver receiver() {
		return require(this.receiver);
	}

	private synchronized Stage stage() {
		return require(this.stage);
	}

	private synchronized Supervisor requireSupervisor() {
		return require(this.supervisor);
	}

	private StackCommands requireCommands() {
		return require(this.commands);
	}

	private static <T> T require(@Nullable T part) {
		if (part == null) {
			throw new IllegalStateException("The stack was not started");
		}
		return part;
	}

	/**
	 * Return the processes that run.
	 * @return the processes by component, in the order of their names
	 */
	public Map<String, OwnedProcess> processes() {
		Map<String, OwnedProcess> processes = new LinkedHashMap<>();
		requireSupervisor().running().forEach((process) -> processes.put(process.name(), process));
		return processes;
	}

	/**
	 * Return the services that a trace passed, as far as it is stored.
	 * @param traceId the id of the trace
	 * @return the names of the services
	 */
	public Set<String> servicesOf(String traceId) {
		return collector().find(traceId)
			.stream()
			.map(Span::service)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private synchronized TraceReceiver collector() {
		return require(this.collector);
	}

	/**
	 * Return how many log lines of the services carry the id of a trace.
	 * @param traceId the id of the trace
	 * @return the count
	 */
	public int linesOf(String traceId) {
		try {
			return LogFiles.find(logs(), LogFilter.all().withTrace(traceId)).entries().size();
		}
		catch (IOException ex) {
			throw new StackException("cannot read the log lines in %s (%s): see whether they are yours"
				.formatted(logs(), ex.getMessage()));
		}
	}

	/**
	 * Return what completes, with the reason, when a component ends by itself.
	 * @return the end
	 */
	public CompletableFuture<String> death() {
		return this.death;
	}

	/**
	 * Return the folder of the components' logs.
	 * @return the folder
	 */
	public Path logs() {
		return StackFiles.logs(this.state);
	}

	/**
	 * Return how many targets Prometheus is given at the moment.
	 * @return the count
	 */
	public int targets() {
		return this.files.targets();
	}

	private void requireOpen() {
		if (this.closed) {
			throw new StackException("the stack was stopped while it started");
		}
	}

	@Override
	public void close() {
		stop();
	}

	/**
	 * Stop everything that was started.
	 * @return whether there was anything to stop
	 */
	public synchronized boolean stop() {
		if (this.closed) {
			return false;
		}
		this.closed = true;
		boolean started = this.supervisor != null;
		if (this.supervisor != null) {
			this.supervisor.close();
		}
		if (this.preview != null) {
			this.preview.close();
		}
		if (this.stage != null) {
			this.stage.close();
		}
		if (this.collector != null) {
			this.collector.close();
		}
		if (this.receiver != null) {
			this.receiver.close();
		}
		try {
			this.lock.close();
		}
		catch (IOException ex) {
			// The lock ends with this process in any case.
		}
		return started;
	}

}
