package dev.telltale.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.json.JsonMapper;

/**
 * The targets of Prometheus, in files that it reads again when they change. Each target
 * has an owner, with whom it goes. Thread-safe.
 */
final class Targets {

	private static final JsonMapper JSON = new JsonMapper();

	private final Path folder;

	private final Map<Kind, Map<String, List<Target>>> targets = new TreeMap<>();

	/**
	 * Create targets.
	 * @param folder the folder of the files
	 */
	Targets(Path folder) {
		this.folder = folder;
		for (Kind kind : Kind.values()) {
			this.targets.put(kind, new LinkedHashMap<>());
		}
	}

	/**
	 * Set the targets that an owner has of a kind.
	 */
	synchronized void put(Kind kind, String owner, List<Target> targets) throws IOException {
		of(kind).put(owner, List.copyOf(targets));
		write(kind);
	}

	/**
	 * Take away all targets of an owner.
	 */
	synchronized void remove(String owner) throws IOException {
		for (Kind kind : Kind.values()) {
			if (of(kind).remove(owner) != null) {
				write(kind);
			}
		}
	}

	/**
	 * Return how many targets are scraped.
	 */
	synchronized int scraped() {
		return this.targets.entrySet()
			.stream()
			.filter((entry) -> entry.getKey() != Kind.ALERTMANAGERS)
			.flatMap((entry) -> entry.getValue().values().stream())
			.mapToInt(List::size)
			.sum();
	}

	/**
	 * Write all files, also those without a target.
	 */
	synchronized void write() throws IOException {
		Files.createDirectories(this.folder);
		for (Kind kind : Kind.values()) {
			write(kind);
		}
	}

	private void write(Kind kind) throws IOException {
		List<Target> all = of(kind).values().stream().flatMap(Collection::stream).toList();
		// In one step: Prometheus may read at any moment.
		Path aside = this.folder.resolve(kind.file + ".new");
		Files.writeString(aside, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
		Files.move(aside, this.folder.resolve(kind.file), StandardCopyOption.ATOMIC_MOVE,
				StandardCopyOption.REPLACE_EXISTING);
	}

	private Map<String, List<Target>> of(Kind kind) {
		return this.targets.get(kind);
	}

	/**
	 * What a target is.
	 */
	enum Kind {

		/** Alerts are sent to it. */
		ALERTMANAGERS("alertmanagers.json"),

		/** A service. */
		SERVICES("services.json"),

		/** What watches. */
		INFRASTRUCTURE("infrastructure.json"),

		/** An address that is probed. */
		PROBES("probes.json");

		private final String file;

		Kind(String file) {
			this.file = file;
		}

	}

	/**
	 * Targets with the same labels, as Prometheus reads them from a file.
	 *
	 * @param targets their addresses
	 * @param labels their labels
	 */
	record Target(List<String> targets, Map<String, String> labels) {

		Target {
			targets = List.copyOf(targets);
			labels = Map.copyOf(labels);
		}

	}

}
