package dev.telltale.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.MixinException;
import dev.telltale.mixins.Rendering;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder that holds the project: its configuration, its jsonnet and the service that
 * was built. They are read where they stand, so that a change by hand acts at once. A
 * service that somebody brings takes the place of the sample service, and adds its own
 * alerts and dashboards.
 *
 * @param folder the folder
 * @param work the folder for what commands write
 * @param own the service that somebody brings, or {@code null}
 */
public record Home(Path folder, Path work, @Nullable OwnApplication own) {

	private static final String WORK = ".telltale";

	private static final String PROPERTY = "telltale.home";

	/** In the state of a stack: where the service that somebody brought stands. */
	private static final String SERVICE = "service";

	private static final JsonMapper JSON = new JsonMapper();

	private static final String RULES = "prometheus/rules/";

	private static final String DASHBOARDS = "dashboards/";

	/**
	 * Create a home with the sample service.
	 * @param folder the folder
	 */
	public Home(Path folder) {
		this(folder, folder.resolve(WORK), null);
	}

	/**
	 * Return the project's folder, as the script that starts the command names it. Where
	 * none is named, it is what the command's jar brings, unpacked once; what commands
	 * write stands in the current folder then.
	 * @return the home
	 * @throws StackException if what is named is none, or nothing can be unpacked
	 */
	public static Home locate() {
		String folder = System.getProperty(PROPERTY);
		if (folder == null) {
			return new Home(PackedHome.unpack(), Path.of(WORK).toAbsolutePath(), null);
		}
		if (!Files.isDirectory(Path.of(folder, "examples", "stack"))) {
			throw new StackException(
					"%s is not the project's folder: start this command with ./telltale".formatted(folder));
		}
		return new Home(Path.of(folder));
	}

	/**
	 * Return how this command is called, for people to call it again.
	 * @return the words
	 */
	public String command() {
		return (System.getProperty(PROPERTY) != null) ? this.folder.resolve("telltale").toString()
				: "java -jar " + System.getProperty("java.class.path");
	}

	/**
	 * Return this home with a service that somebody brings.
	 * @param service the folder of its project, or its jar
	 * @return the home
	 * @throws StackException if there is no service that can be observed
	 */
	public Home with(Path service) {
		return new Home(this.folder, this.work, OwnApplication.at(service, faults()));
	}

	/**
	 * Return this home with the service of the stack that is up, or was.
	 * @return the home
	 * @throws StackException if that service is gone
	 */
	public Home ofRunningStack() {
		Path file = state("up").resolve(SERVICE);
		try {
			return Files.exists(file) ? with(Path.of(Files.readString(file).strip())) : this;
		}
		catch (IOException ex) {
			throw new StackException("cannot read %s (%s): call this as the user who started the stack".formatted(file,
					ex.getMessage()));
		}
	}

	/**
	 * Return this home with a copy of the service's jar, which a stack may run while the
	 * service is built again.
	 * @param state the folder for what the stack writes
	 * @return the home
	 * @throws IOException if it cannot be copied
	 */
	Home keeping(Path state) throws IOException {
		return (this.own != null) ? new Home(this.folder, this.work, this.own.copiedInto(state)) : this;
	}

	/**
	 * Let later commands know of which service a stack is.
	 * @param state the folder for what the stack writes
	 * @throws IOException if it cannot be written
	 */
	void remember(Path state) throws IOException {
		Path file = state.resolve(SERVICE);
		if (this.own != null) {
			Files.writeString(file, this.own.path() + "\n");
		}
		else {
			Files.deleteIfExists(file);
		}
	}

	/**
	 * Return what the services of a stack are instances of.
	 * @return the application
	 */
	public Application application() {
		return (this.own != null) ? this.own : new SampleApplication(this);
	}

	/**
	 * Return where the stacks keep what they write.
	 * @return the folder
	 */
	public Path state() {
		return this.work;
	}

	/**
	 * Return where the stack of a command keeps what it writes.
	 * @param command the command, up or prove
	 * @return the folder
	 */
	public Path state(String command) {
		return state().resolve(command);
	}

	/**
	 * Return where the components of the stack of a command log.
	 * @param command the command, up or prove
	 * @return the folder
	 */
	public Path logs(String command) {
		return StackFiles.logs(state(command));
	}

	/**
	 * Return where stacks keep, or kept, what they write.
	 * @return the folders
	 */
	public List<Path> states() {
		if (!Files.isDirectory(state())) {
			return List.of();
		}
		try (Stream<Path> folders = Files.list(state())) {
			return folders.filter((folder) -> Files.exists(folder.resolve("processes"))).sorted().toList();
		}
		catch (IOException ex) {
			throw new StackException("cannot read %s (%s): call this as the user who started the stack"
				.formatted(state(), ex.getMessage()));
		}
	}

	/**
	 * Return the mixin as it stands in the sources.
	 * @return the mixin
	 */
	public Mixin mixin() {
		return Mixin.in(mixinSources());
	}

	/**
	 * Return the folders of the mixins' sources: Telltale's, and that of the service that
	 * somebody brings.
	 * @return the folders
	 */
	public List<Path> mixins() {
		Path own = ownMixin();
		return (own != null) ? List.of(mixinSources(), own) : List.of(mixinSources());
	}

	private @Nullable Path ownMixin() {
		return (this.own != null) ? this.own.mixin() : null;
	}

	private Path mixinSources() {
		return this.folder.resolve("mixins/src/main/jsonnet");
	}

	/**
	 * Render the mixin, and what the service that somebody brings adds to it.
	 * @param config what differs from the mixin's {@code _config}
	 * @return the files
	 * @throws MixinException if the jsonnet is wrong
	 */
	public Rendering render(Map<String, ?> config) {
		Rendering rendering = mixin().render(config);
		Path own = ownMixin();
		return (own != null) ? rendering.with(added(own, Mixin.in(own).render(config), rendering)) : rendering;
	}

	/**
	 * Return the dashboards that the service that somebody brings has of its own.
	 * @return their titles by their uids
	 */
	Map<String, String> ownDashboards() {
		Map<String, String> titles = new TreeMap<>();
		Path own = ownMixin();
		if (own != null) {
			Mixin.in(own).render(Mixin.DEMO).files().forEach((path, text) -> {
				if (path.startsWith(DASHBOARDS)) {
					JsonNode dashboard = JSON.readTree(text);
					titles.put(dashboard.path("uid").asString(), dashboard.path("title").asString());
				}
			});
		}
		return titles;
	}

	// Rules and dashboards by their files; whatever else it renders is not the service's.
	private static Map<String, String> added(Path folder, Rendering own, Rendering telltale) {
		Map<String, String> added = new TreeMap<>();
		own.files().forEach((path, text) -> {
			if (Stream.of(RULES, DASHBOARDS).anyMatch(path::startsWith)) {
				if (telltale.files().containsKey(path)) {
					throw new MixinException(
							"%s renders %s, which is Telltale's: choose another name, and start it with telltale/mixin/own.libsonnet"
								.formatted(folder.resolve("mixin.libsonnet"), path));
				}
				added.put(path, text);
			}
		});
		return added;
	}

	/**
	 * Read a file below {@code examples}.
	 * @param path the path below that folder
	 * @return its text
	 * @throws StackException if it cannot be read
	 */
	public String example(String path) {
		Path file = this.folder.resolve("examples").resolve(path);
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new StackException("cannot read %s: restore it, for the stack needs it".formatted(file));
		}
	}

	/**
	 * Return the names of the files in a folder below {@code examples}.
	 * @param path the path below that folder
	 * @return the names in order
	 */
	public List<String> examples(String path) {
		try (Stream<Path> files = Files.list(this.folder.resolve("examples").resolve(path))) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the sample service.
	 * @return its jar
	 * @throws StackException if it was neither built nor can be fetched
	 */
	public SpringBootJar sampleService() {
		Path target = this.folder.resolve("sample-service/target");
		Path jar = Files.isDirectory(target) ? executableJar(target) : null;
		if (jar == null) {
			PackedHome.fetch(this.folder, "sample-service", target);
			jar = executableJar(target);
		}
		if (jar == null) {
			throw new StackException("the sample service is not built: start this command with ./telltale");
		}
		return new SpringBootJar(jar);
	}

	private Path faults() {
		return this.folder.resolve("cli/target/faults/telltale-faults.jar");
	}

	/**
	 * Return the jar of Zipkin, which the build puts beside this command's own.
	 * @return the jar
	 * @throws StackException if it is neither there nor can be fetched
	 */
	public Path zipkin() {
		Path jar = this.folder.resolve("cli/target/zipkin/zipkin-server-slim.jar");
		if (!Files.isRegularFile(jar)) {
			PackedHome.fetch(this.folder, "zipkin", jar.getParent());
		}
		return jar;
	}

	private @Nullable Path executableJar(Path target) {
		try (Stream<Path> files = Files.list(target)) {
			Path jar = files.filter((file) -> file.getFileName().toString().endsWith("-exec.jar"))
				.findFirst()
				.orElse(null);
			// One archive of classes, whatever links lead to it.
			return (jar != null) ? jar.toRealPath() : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
