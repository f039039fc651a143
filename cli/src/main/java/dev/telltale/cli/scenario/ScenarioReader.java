package dev.telltale.cli.scenario;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.telltale.cli.scenario.Scenario.ExpectedAlert;
import dev.telltale.cli.scenario.Scenario.Fault;
import dev.telltale.cli.scenario.Scenario.Find;
import dev.telltale.cli.scenario.Scenario.Step;
import dev.telltale.cli.scenario.Scenario.Step.Action;
import dev.telltale.cli.traffic.Call;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads scenario files and refuses what is not well-formed, naming the place. The format
 * is described in {@code examples/scenarios/README.md}.
 */
public final class ScenarioReader {

	private static final YAMLMapper YAML = new YAMLMapper(
			YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

	private static final int MAX_RATE = 200;

	private static final int MAX_DAYS = 3650;

	private static final Duration MIN_WARM_UP = Duration.ofSeconds(2);

	private static final Duration MAX_TIME = Duration.ofMinutes(5);

	private static final String NONE = "none";

	private static final Set<String> RECEIVERS = new TreeSet<>(Set.of("critical", "warning", "heartbeat"));

	private static final Set<String> TWINS = new TreeSet<>(Set.of("prometheus-2", "alertmanager-2"));

	private static final Set<String> COMPONENTS = new TreeSet<>(
			Set.of("prometheus", "alertmanager", "blackbox-exporter", "collector"));

	private static final String BREAKS_OTHERS = "would break what others use: set 'stack' to own or pair";

	/** The only fault of a scenario that has no names for them. */
	private static final String FAULT = "fault";

	private final String source;

	private final String name;

	private final String text;

	private final Function<String, String> files;

	private ScenarioReader(String source, String name, String text, Function<String, String> files) {
		this.source = source;
		this.name = name;
		this.text = text;
		this.files = files;
	}

	/**
	 * Read a scenario.
	 * @param source where the text comes from, for messages
	 * @param name the name of the scenario
	 * @param text the text of the file
	 * @param files returns the text of another file that the scenario names
	 * @return the scenario
	 * @throws ScenarioException if the text is not a scenario
	 */
	public static Scenario read(String source, String name, String text, Function<String, String> files) {
		return new ScenarioReader(source, name, text, files).read();
	}

	private Scenario read() {
		Fields root = new Fields("", parse());
		String summary = root.text("summary");
		Scenario.StackKind stack = root.choice("stack", Scenario.StackKind.class, Scenario.StackKind.SHARED);
		boolean alone = root.flag("alone");
		Scenario.@Nullable Service service = root.isText("service", NONE) ? null : service(root);
		Scenario.@Nullable UserTraffic traffic = (service != null) ? traffic(root) : null;
		Map<String, Fault> faults = faults(root, stack);
		List<ExpectedAlert> expect = expected(root.list("expect"));
		List<String> allow = root.optionalList("allow").stream().map(this::allowed).toList();
		List<Find> find = root.optionalList("find").stream().map(this::find).toList();
		List<Step> steps = steps(root, stack, faults, expect, !find.isEmpty());
		root.refuseOthers();
		if (service == null) {
			faults.forEach((name, fault) -> requireNoService(name, fault));
		}
		return new Scenario(this.name, summary, stack, alone, service, traffic, faults, expect, allow, find, steps);
	}

	private void requireNoService(String name, Fault fault) {
		if (fault instanceof Fault.Requests || fault instanceof Fault.Sample || fault instanceof Fault.Kill
				|| fault instanceof Fault.Vanish) {
			throw invalid(name, "needs a service, but the scenario has none");
		}
	}

	private JsonNode parse() {
		try {
			return YAML.readTree(this.text);
		}
		catch (JacksonException ex) {
			String line = (ex.getLocation() != null) ? ":" + ex.getLocation().getLineNr() : "";
			String reason = ex.getOriginalMessage().lines().findFirst().orElse("").strip();
			throw new ScenarioException("%s%s: this is not YAML: %s".formatted(this.source, line, reason));
		}
	}

	private Scenario.Service service(Fields root) {
		if (!root.has("service")) {
			return new Scenario.Service(List.of(), Map.of(), false, List.of());
		}
		Fields fields = root.object("service");
		Scenario.Service service = new Scenario.Service(fields.texts("jvm"), fields.map("settings"),
				fields.flag("payments"), fields.texts("probes"));
		fields.refuseOthers();
		return service;
	}

	private Scenario.UserTraffic traffic(Fields root) {
		Fields fields = root.object("traffic");
		Duration warmUp = fields.duration("warmUp");
		if (warmUp.compareTo(MIN_WARM_UP) < 0) {
			throw invalid("traffic.warmUp", "must be between 2s and 5m");
		}
		Scenario.UserTraffic traffic = new Scenario.UserTraffic(fields.rate("rate"), warmUp);
		fields.refuseOthers();
		return traffic;
	}

	private Map<String, Fault> faults(Fields root, Scenario.StackKind stack) {
		if (root.has(FAULT) && root.has("faults")) {
			throw invalid("faults", "must not stand beside 'fault'");
		}
		if (root.has(FAULT)) {
			return Map.of(FAULT, fault(root.object(FAULT), stack));
		}
		Map<String, Fault> faults = new LinkedHashMap<>();
		if (root.has("faults")) {
			Fields fields = root.object("faults");
			fields.node.propertyNames().forEach((name) -> faults.put(name, fault(fields.object(name), stack)));
		}
		return faults;
	}

	private Fault fault(Fields fields, Scenario.StackKind stack) {
		Fault fault;
		if (fields.has("request")) {
			fault = new Fault.Requests(call(fields), fields.rate("rate"), fields.number("status", 100, 599));
		}
		else if (fields.has("break")) {
			boolean payments = fields.has("of") && fields.choice("of", Role.class, Role.SERVICE) == Role.PAYMENTS;
			fault = new Fault.Sample(fields.text("break"), payments, fields.map("with"));
		}
		else if (fields.has("kill")) {
			fields.choice("kill", Role.class, Role.SERVICE);
			fault = new Fault.Kill();
		}
		else if (fields.has("vanish")) {
			fields.choice("vanish", Role.class, Role.SERVICE);
			fault = new Fault.Vanish();
		}
		else if (fields.has("misconfigure")) {
			fault = misconfiguration(fields, stack);
		}
		else if (fields.has("certificate")) {
			Fields certificate = fields.object("certificate");
			fault = new Fault.Certificate(certificate.number("days", 1, MAX_DAYS));
			certificate.refuseOthers();
		}
		else if (fields.has("exposition")) {
			fault = new Fault.Exposition(fields.text("job"), this.files.apply(fields.text("exposition")));
		}
		else {
			throw invalid(fields.prefix,
					"must hold one of request, break, kill, vanish, misconfigure, certificate, exposition");
		}
		fields.refuseOthers();
		return fault;
	}

	private Fault misconfiguration(Fields fields, Scenario.StackKind stack) {
		String component = fields.text("misconfigure");
		requireKnown(fields.path("misconfigure"), component, List.of("alertmanager", "prometheus", "rules"),
				"component");
		if (stack == Scenario.StackKind.SHARED) {
			throw invalid(fields.path("misconfigure"), BREAKS_OTHERS);
		}
		return new Fault.Misconfigure(component);
	}

	private Call call(Fields fields) {
		try {
			return Call.parse(fields.text("request"));
		}
		catch (IllegalArgumentException ex) {
			throw invalid(fields.path("request"), ex.getMessage());
		}
	}

	private List<ExpectedAlert> expected(List<Fields> list) {
		List<ExpectedAlert> expected = new ArrayList<>();
		Set<String> names = new TreeSet<>();
		for (Fields fields : list) {
			String alert = fields.text("alert");
			if (!names.add(alert)) {
				throw invalid(fields.path("alert"), "is expected twice: expect it once");
			}
			String receiver = fields.text("receiver");
			if (!receiver.equals(NONE) && !RECEIVERS.contains(receiver)) {
				throw invalid(fields.path("receiver"),
						"is not one of %s, %s".formatted(String.join(", ", RECEIVERS), NONE));
			}
			String inhibitedBy = fields.has("inhibitedBy") ? fields.text("inhibitedBy") : null;
			if (inhibitedBy != null && !receiver.equals(NONE)) {
				throw invalid(fields.path("receiver"), "must be none for an alert that is inhibited");
			}
			Duration within = fields.has("within") ? fields.duration("within") : null;
			Scenario.Whose of = fields.choice("of", Scenario.Whose.class, Scenario.Whose.SCENARIO);
			expected.add(new ExpectedAlert(alert, of, fields.map("labels"), receiver.equals(NONE) ? null : receiver,
					inhibitedBy, within, fields.flag("once")));
			fields.refuseOthers();
		}
		return expected;
	}

	private String allowed(Fields fields) {
		String alert = fields.text("alert");
		fields.refuseOthers();
		return alert;
	}

	private Find find(Fields fields) {
		String kind = fields.only(List.of("trace", "panel"));
		Fields found = fields.object(kind);
		Find find = kind.equals("trace")
				? new Find.Trace(found.text("exemplar"), found.number("services", 1, 10), found.number("logs", 0, 1000))
				: new Find.Panel(found.text("dashboard"), found.text("title"), found.decimal("least"));
		found.refuseOthers();
		return find;
	}

	private List<Step> steps(Fields root, Scenario.StackKind stack, Map<String, Fault> faults,
			List<ExpectedAlert> expect, boolean find) {
		Duration lasts = root.has("lasts") ? root.duration("lasts") : null;
		if (!root.has("steps")) {
			if (expect.isEmpty() && lasts == null) {
				throw invalid("lasts", "is missing: say how long nothing must follow");
			}
			return usual(faults, expect, lasts, find);
		}
		if (lasts != null) {
			throw invalid("lasts", "must not stand beside 'steps': write it as a step");
		}
		List<Step> steps = new ArrayList<>();
		for (Fields fields : root.list("steps")) {
			steps.add(step(fields, stack, faults, expect));
		}
		if (find != steps.stream().anyMatch((step) -> step.action() == Action.FIND)) {
			throw invalid("find", "and the step 'find: all' need each other");
		}
		return steps;
	}

	private Step step(Fields fields, Scenario.StackKind stack, Map<String, Fault> faults, List<ExpectedAlert> expect) {
		Duration time = fields.has("for") ? fields.duration("for") : null;
		List<String> names = fields.node.propertyNames().stream().filter((key) -> !key.equals("for")).toList();
		if (names.size() != 1) {
			throw invalid(fields.prefix, "must hold one action");
		}
		String key = names.get(0);
		Action action = fields.choice(fields.path(key), key, Action.class);
		String of = fields.text(key);
		switch (action) {
			case BEGIN, END -> requireKnown(fields.path(key), of, faults.keySet(), "fault");
			case FIRES, DELIVERED, UNTOLD, HOLDS, ENDS, RESOLVED, SILENCE, UNSILENCE -> requireKnown(fields.path(key),
					of, expect.stream().map(ExpectedAlert::alert).toList(), "expected alert");
			case MUTE, UNMUTE -> requireKnown(fields.path(key), of, RECEIVERS, "receiver");
			case RESTART, KILL -> {
				Set<String> components = new TreeSet<>(COMPONENTS);
				if (stack == Scenario.StackKind.PAIR) {
					components.addAll(TWINS);
				}
				if (stack == Scenario.StackKind.SHARED) {
					throw invalid(fields.path(key), BREAKS_OTHERS);
				}
				requireKnown(fields.path(key), of, components, "component");
			}
			case LASTS -> time = fields.duration(key);
			case FIND -> requireKnown(fields.path(key), of, List.of("all"), "thing to find");
		}
		if (action == Action.HOLDS && time == null) {
			throw invalid(fields.path("for"), "is missing: say for how long");
		}
		return new Step(action, of, time);
	}

	private void requireKnown(String path, String name, Collection<String> known, String what) {
		if (!known.contains(name)) {
			throw invalid(path, "names no %s '%s': choose from %s".formatted(what, name, String.join(", ", known)));
		}
	}

	/**
	 * Everything breaks, every alert fires and is told, everything is mended, and every
	 * end is told.
	 */
	private static List<Step> usual(Map<String, Fault> faults, List<ExpectedAlert> expect, @Nullable Duration lasts,
			boolean find) {
		List<Step> steps = new ArrayList<>();
		faults.keySet().forEach((fault) -> steps.add(new Step(Action.BEGIN, fault, null)));
		for (ExpectedAlert expected : expect) {
			steps.add(new Step(Action.FIRES, expected.alert(), null));
			steps.add(
					new Step((expected.receiver() != null) ? Action.DELIVERED : Action.UNTOLD, expected.alert(), null));
		}
		if (lasts != null) {
			steps.add(new Step(Action.LASTS, lasts.toString(), lasts));
		}
		if (find) {
			steps.add(new Step(Action.FIND, "", null));
		}
		faults.keySet().forEach((fault) -> steps.add(new Step(Action.END, fault, null)));
		for (ExpectedAlert expected : expect) {
			if (expected.receiver() != null) {
				steps.add(new Step(Action.RESOLVED, expected.alert(), null));
			}
		}
		return steps;
	}

	private ScenarioException invalid(String path, @Nullable String problem) {
		OptionalInt line = YamlLines.find(this.text, path);
		return new ScenarioException(
				"%s%s: '%s' %s".formatted(this.source, line.isPresent() ? ":" + line.getAsInt() : "", path, problem));
	}

	private enum Role {

		SERVICE, PAYMENTS

	}

	/**
	 * The keys of a YAML object; those nobody asked for are mistakes.
	 */
	private final class Fields {

		private final String prefix;

		private final JsonNode node;

		private final Set<String> known = new TreeSet<>();

		Fields(String prefix, JsonNode node) {
			this.prefix = prefix;
			this.node = node;
			if (!node.isObject()) {
				throw invalid(prefix.isEmpty() ? "the file" : prefix, "must hold keys and values");
			}
		}

		String path(String key) {
			return this.prefix.isEmpty() ? key : this.prefix + "." + key;
		}

		private JsonNode get(String key) {
			this.known.add(key);
			JsonNode value = this.node.get(key);
			if (value == null || value.isNull()) {
				throw invalid(path(key), "is missing");
			}
			return value;
		}

		String text(String key) {
			JsonNode value = get(key);
			if (!value.isString() || value.stringValue().isBlank()) {
				throw invalid(path(key), "must be a text");
			}
			return value.stringValue();
		}

		int number(String key, int least, int most) {
			JsonNode value = get(key);
			if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
				throw invalid(path(key), "must be a whole number from %d to %d".formatted(least, most));
			}
			return value.intValue();
		}

		int rate(String key) {
			return number(key, 1, MAX_RATE);
		}

		Duration duration(String key) {
			String value = text(key);
			try {
				Duration duration = Duration.parse("PT" + value);
				if (duration.isNegative() || duration.compareTo(MAX_TIME) > 0) {
					throw invalid(path(key), "must be at most 5m, not '%s'".formatted(value));
				}
				return duration;
			}
			catch (DateTimeParseException ex) {
				throw invalid(path(key), "must be a duration such as 5s or 2m, not '%s'".formatted(value));
			}
		}

		Fields object(String key) {
			return new Fields(path(key), get(key));
		}

		List<Fields> list(String key) {
			JsonNode value = get(key);
			if (!value.isArray()) {
				throw invalid(path(key), "must be a list");
			}
			List<Fields> list = new ArrayList<>();
			for (int i = 0; i < value.size(); i++) {
				list.add(new Fields("%s[%d]".formatted(path(key), i), value.get(i)));
			}
			return list;
		}

		boolean has(String key) {
			this.known.add(key);
			return this.node.has(key) && !this.node.get(key).isNull();
		}

		boolean flag(String key) {
			if (!has(key)) {
				return false;
			}
			if (!get(key).isBoolean()) {
				throw invalid(path(key), "must be true or false");
			}
			return get(key).booleanValue();
		}

		boolean isText(String key, String text) {
			return has(key) && get(key).isString() && get(key).stringValue().equals(text);
		}

		double decimal(String key) {
			if (!get(key).isNumber()) {
				throw invalid(path(key), "must be a number");
			}
			return get(key).doubleValue();
		}

		List<Fields> optionalList(String key) {
			return has(key) ? list(key) : List.of();
		}

		List<String> texts(String key) {
			if (!has(key)) {
				return List.of();
			}
			List<String> texts = new ArrayList<>();
			for (JsonNode value : get(key)) {
				if (!value.isString()) {
					throw invalid(path(key), "must be a list of texts");
				}
				texts.add(value.stringValue());
			}
			return texts;
		}

		/** Texts by key; numbers and flags count as texts. */
		Map<String, String> map(String key) {
			Map<String, String> map = new TreeMap<>();
			if (has(key)) {
				Fields fields = object(key);
				for (String name : fields.node.propertyNames()) {
					JsonNode value = fields.get(name);
					if (!value.isValueNode()) {
						throw invalid(fields.path(name), "must be a text or a number");
					}
					map.put(name, value.asString());
				}
			}
			return map;
		}

		<T extends Enum<T>> T choice(String key, Class<T> type, T otherwise) {
			return has(key) ? choice(path(key), text(key), type) : otherwise;
		}

		<T extends Enum<T>> T choice(String path, String text, Class<T> type) {
			List<String> names = Stream.of(type.getEnumConstants())
				.map((constant) -> constant.name().toLowerCase(Locale.ROOT))
				.toList();
			if (!names.contains(text)) {
				throw invalid(path, "is not one of " + String.join(", ", names));
			}
			return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
		}

		/** The only key of an object that must have just one of those known. */
		String only(Collection<String> known) {
			Collection<String> names = this.node.propertyNames();
			if (names.size() != 1 || !known.containsAll(names)) {
				throw invalid(this.prefix, "must hold exactly one of " + String.join(", ", known));
			}
			return names.iterator().next();
		}

		void refuseOthers() {
			for (String key : this.node.propertyNames()) {
				if (!this.known.contains(key)) {
					throw invalid(path(key), "is unknown: use %s".formatted(String.join(", ", this.known)));
				}
			}
		}

	}

}
