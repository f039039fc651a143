package dev.telltale.cli.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.telltale.cli.traffic.Call;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, and what must follow from it. Anything else that follows is a failure.
 *
 * @param name the name, as the file is called
 * @param summary what is shown, one sentence
 * @param stack the stack it needs
 * @param alone whether nothing else may run beside it
 * @param service the service that it watches, or {@code null} if it needs none
 * @param traffic what users do all the while, or {@code null}
 * @param faults what goes wrong, by name
 * @param expect the alerts that must fire
 * @param allow the names of further alerts that may fire
 * @param find what must be found while the alerts fire
 * @param steps what happens in which order
 */
public record Scenario(String name, String summary, StackKind stack, boolean alone, @Nullable Service service,
		@Nullable UserTraffic traffic, Map<String, Fault> faults, List<ExpectedAlert> expect, List<String> allow,
		List<Find> find, List<Step> steps) {

	/**
	 * Create a scenario.
	 * @param name the name, as the file is called
	 * @param summary what is shown, one sentence
	 * @param stack the stack it needs
	 * @param alone whether nothing else may run beside it
	 * @param service the service that it watches, or {@code null} if it needs none
	 * @param traffic what users do all the while, or {@code null}
	 * @param faults what goes wrong, by name
	 * @param expect the alerts that must fire
	 * @param allow the names of further alerts that may fire
	 * @param find what must be found while the alerts fire
	 * @param steps what happens in which order
	 */
	public Scenario {
		faults = Map.copyOf(faults);
		expect = List.copyOf(expect);
		allow = List.copyOf(allow);
		find = List.copyOf(find);
		steps = List.copyOf(steps);
	}

	/**
	 * Return an alert that is expected.
	 * @param alert its name
	 * @return what is expected of it
	 */
	Optional<ExpectedAlert> expected(String alert) {
		return this.expect.stream().filter((expected) -> expected.alert().equals(alert)).findFirst();
	}

	/**
	 * Return about how long it takes, to run the long ones first. It knows nothing of
	 * rules: a stack of its own, each alert and each stretch of waiting count.
	 */
	Duration estimate() {
		Duration stack = Duration.ofSeconds((this.stack == StackKind.SHARED) ? 0 : 60);
		Duration alerts = Duration.ofSeconds(20L * this.expect.size() + 10L * this.find.size());
		return this.steps.stream()
			.map((step) -> (step.time() != null) ? step.time() : Duration.ofSeconds(2))
			.reduce(stack.plus(alerts), Duration::plus);
	}

	/**
	 * Return whether it plays what no service or machine said.
	 */
	boolean isSimulated() {
		return this.faults.values().stream().anyMatch(Fault.Exposition.class::isInstance);
	}

	/**
	 * Return whether scrapes do not take place because the scenario wants it so.
	 */
	boolean leavesGaps() {
		return this.faults.values().stream().anyMatch(Fault.Vanish.class::isInstance) || this.steps.stream()
			.anyMatch((step) -> (step.action() == Step.Action.RESTART || step.action() == Step.Action.KILL)
					&& step.of().startsWith("prometheus"));
	}

	/**
	 * Return whether the service does not answer its scrapes because the scenario wants
	 * it to.
	 */
	boolean stopsService() {
		return this.faults.values()
			.stream()
			.anyMatch((fault) -> fault instanceof Fault.Kill
					|| (fault instanceof Fault.Sample sample && sample.hinders()));
	}

	/**
	 * What a scenario runs on.
	 */
	public enum StackKind {

		/** One that others use at the same time. */
		SHARED,

		/** One of its own, to break. */
		OWN,

		/** One of its own with two Prometheis and two Alertmanagers. */
		PAIR

	}

	/**
	 * The sample service as a scenario needs it.
	 *
	 * @param jvm options of its JVM
	 * @param settings its properties
	 * @param payments whether a service for payments stands behind it
	 * @param probes the paths that are probed from outside
	 */
	public record Service(List<String> jvm, Map<String, String> settings, boolean payments, List<String> probes) {

		/**
		 * Create a service.
		 * @param jvm options of its JVM
		 * @param settings its properties
		 * @param payments whether a service for payments stands behind it
		 * @param probes the paths that are probed from outside
		 */
		public Service {
			jvm = List.copyOf(jvm);
			settings = Map.copyOf(settings);
			probes = List.copyOf(probes);
		}

	}

	/**
	 * What users do.
	 *
	 * @param rate requests a second
	 * @param warmUp how long before the fault
	 */
	public record UserTraffic(int rate, Duration warmUp) {

	}

	/**
	 * An alert that must fire.
	 *
	 * @param alert the name of the alert
	 * @param of whose alert it is
	 * @param labels labels it must carry
	 * @param receiver the receiver that must hear of it, or {@code null} if nobody may
	 * @param inhibitedBy the alert that keeps it silent, or {@code null}
	 * @param within how soon it must fire after the fault, or {@code null} for what its
	 * own rule allows
	 * @param once whether the receiver must hear of its beginning and its end exactly
	 * once
	 */
	public record ExpectedAlert(String alert, Whose of, Map<String, String> labels, @Nullable String receiver,
			@Nullable String inhibitedBy, @Nullable Duration within, boolean once) {

		/**
		 * Create an expected alert.
		 * @param alert the name of the alert
		 * @param of whose alert it is
		 * @param labels labels it must carry
		 * @param receiver the receiver that must hear of it, or {@code null} if nobody
		 * may
		 * @param inhibitedBy the alert that keeps it silent, or {@code null}
		 * @param within how soon it must fire after the fault, or {@code null} for what
		 * its own rule allows
		 * @param once whether the receiver must hear of its beginning and its end exactly
		 * once
		 */
		public ExpectedAlert {
			labels = Map.copyOf(labels);
		}

	}

	/**
	 * Whose alert it is.
	 */
	public enum Whose {

		/** Of anything that the scenario brought. */
		SCENARIO,

		/** Of the service for payments behind the scenario's service. */
		PAYMENTS,

		/** Of the stack itself. */
		STACK

	}

	/**
	 * Something that must be found while the alerts fire.
	 */
	public sealed interface Find {

		/**
		 * A request that an exemplar leads to: from a metric to its trace, from the trace
		 * to its log lines.
		 *
		 * @param exemplar the selector of the metric, without the labels of the scenario
		 * @param services how many services the trace must pass at least
		 * @param logs how many log lines must carry the id of the trace at least
		 */
		record Trace(String exemplar, int services, int logs) implements Find {

			@Override
			public String toString() {
				return "exemplar of %s → trace → log".formatted(this.exemplar.replaceFirst("\\{.*", ""));
			}

		}

		/**
		 * A panel that shows a value.
		 *
		 * @param dashboard the title of its dashboard
		 * @param title its title
		 * @param least the smallest value that its queries must return at least once
		 */
		record Panel(String dashboard, String title, double least) implements Find {

			@Override
			public String toString() {
				return "%s / %s shows %s or more".formatted(this.dashboard, this.title, this.least);
			}

		}

	}

	/**
	 * What goes wrong.
	 */
	public sealed interface Fault {

		/**
		 * Requests that answer as told.
		 *
		 * @param request the request
		 * @param rate how many a second
		 * @param status what each must answer
		 */
		record Requests(Call request, int rate, int status) implements Fault {

			@Override
			public String toString() {
				return "%s, %d times a second, answers %d".formatted(this.request, this.rate, this.status);
			}

		}

		/**
		 * A fault of the sample service itself, by its own guarded address.
		 *
		 * @param fault the name of the fault
		 * @param payments whether the service for payments is broken instead
		 * @param parameters its parameters
		 */
		record Sample(String fault, boolean payments, Map<String, String> parameters) implements Fault {

			/**
			 * Create a sample.
			 * @param fault the name of the fault
			 * @param payments whether the service for payments is broken instead
			 * @param parameters its parameters
			 */
			public Sample {
				parameters = Map.copyOf(parameters);
			}

			/**
			 * Return whether a service may be too busy to answer a scrape in time.
			 */
			boolean hinders() {
				return this.fault.equals("cpu") || this.fault.equals("memory-leak");
			}

			@Override
			public String toString() {
				return "%s%s".formatted(this.fault, this.payments ? " of payments" : "");
			}

		}

		/**
		 * The end of the service.
		 */
		record Kill() implements Fault {

			@Override
			public String toString() {
				return "the service is killed";
			}

		}

		/**
		 * The service is no longer among the targets.
		 */
		record Vanish() implements Fault {

			@Override
			public String toString() {
				return "the service is no longer a target";
			}

		}

		/**
		 * A component of the stack is given a configuration that it cannot read, or
		 * Prometheus a rule that it cannot evaluate.
		 *
		 * @param component prometheus, alertmanager or rules
		 */
		record Misconfigure(String component) implements Fault {

			@Override
			public String toString() {
				return "%s: a mistake".formatted(this.component);
			}

		}

		/**
		 * A certificate that expires.
		 *
		 * @param expiresIn in how many days
		 */
		record Certificate(int expiresIn) implements Fault {

			@Override
			public String toString() {
				return "a certificate expires in %d days".formatted(this.expiresIn);
			}

		}

		/**
		 * An exposition of what no machine here has.
		 *
		 * @param job the job under which it is scraped
		 * @param text the exposition
		 */
		record Exposition(String job, String text) implements Fault {

			@Override
			public String toString() {
				return "metrics of %s, made up".formatted(this.job);
			}

		}

	}

	/**
	 * Something that happens, or is waited for.
	 *
	 * @param action what
	 * @param of of what: the name of a fault, an alert, a receiver or a component
	 * @param time how long, or {@code null}
	 */
	public record Step(Action action, String of, @Nullable Duration time) {

		/**
		 * What a step does.
		 */
		public enum Action {

			/** A fault begins. */
			BEGIN,

			/** A fault ends. */
			END,

			/** An alert is waited for until it fires. */
			FIRES,

			/** An alert that fires is waited for until its receiver heard of it. */
			DELIVERED,

			/** An alert fires, and nobody was told of it so far. */
			UNTOLD,

			/** An alert fires on for some time, and nobody hears of an end. */
			HOLDS,

			/** The end of an alert is waited for, in Prometheus. */
			ENDS,

			/** The end of an alert is waited for at its receiver. */
			RESOLVED,

			/** What people look at must show it. */
			FIND,

			/** Nothing happens for some time. */
			LASTS,

			/** A receiver refuses what it is sent. */
			MUTE,

			/** A receiver listens again. */
			UNMUTE,

			/** An alert is silenced. */
			SILENCE,

			/** The silence of an alert expires. */
			UNSILENCE,

			/** A component is stopped and started again. */
			RESTART,

			/** A component is stopped for good. */
			KILL

		}

	}

}
