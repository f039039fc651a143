package dev.telltale.mixins.runbooks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.MixinException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The runbooks of a mixin's alerts. What people wrote stands in the mixin, in
 * {@code runbooks/<Alert>.md}; everything else is made from the alert, so that it cannot
 * differ from what fires. Safe for use by several threads.
 */
public final class Runbooks {

	private static final String DATA = "(import 'lib/runbooks.libsonnet')(mixin)";

	private final Mixin mixin;

	private final Scenarios scenarios;

	/**
	 * Create the runbooks.
	 * @param mixin the mixin
	 * @param scenarios the scenarios that show an alert live
	 */
	public Runbooks(Mixin mixin, Scenarios scenarios) {
		this.mixin = mixin;
		this.scenarios = scenarios;
	}

	/**
	 * Write the pages. An alert about which nobody wrote has the frame alone.
	 * @param config what differs from the mixin's {@code _config}
	 * @return the pages by path, {@code runbooks/<Alert>.md}
	 * @throws MixinException as for {@link Mixin#render(Map)}, or if what somebody wrote
	 * lacks a section
	 */
	public SortedMap<String, String> render(Map<String, ?> config) {
		JsonNode alerts = this.mixin.evaluate(DATA, config);
		List<Inhibition> inhibitions = Inhibition.of(this.mixin.evaluate("mixin.alertmanagerConfig", config));
		Reasons reasons = Reasons.of(this.mixin);
		SortedMap<String, String> pages = new TreeMap<>();
		alerts.forEachEntry((name, alert) -> {
			// One that every service has switched off.
			if (!alert.get("rules").isEmpty()) {
				pages.put(path(name),
						new Page(name, alerts, reasons, inhibitions, this.scenarios.of(name), handWritten(name))
							.toString());
			}
		});
		return pages;
	}

	/**
	 * Return what is missing, a line each: alerts about which nobody wrote, and texts
	 * that lack a section.
	 * @return the problems, none if every alert has its runbook
	 */
	public List<String> problems() {
		return this.mixin.evaluate(DATA, Map.of())
			.propertyNames()
			.stream()
			.flatMap((name) -> problem(name).stream())
			.toList();
	}

	/**
	 * Return what is missing about one alert.
	 * @param name the name of the alert
	 * @return one line, if nobody wrote about it, or the text lacks a section
	 */
	public Optional<String> problem(String name) {
		try {
			return (handWritten(name) != null) ? Optional.empty() : Optional.of(path(name) + " is missing: write it");
		}
		catch (MixinException ex) {
			return Optional.ofNullable(ex.getMessage());
		}
	}

	private @Nullable HandWritten handWritten(String name) {
		String text = this.mixin.read(path(name));
		return (text != null) ? HandWritten.read(path(name), text) : null;
	}

	private static String path(String name) {
		return "runbooks/" + name + ".md";
	}

}
