package dev.telltale.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.telltale.cli.TelltaleCommand;
import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.command.MixinsCommand;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The names that users build on: what docs/upgrading.md promises to keep.
 *
 * @param lines a name a line, its kind first
 */
record ReleasedNames(SortedSet<String> lines) {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String HEADER = """
			# What users build on, as the last release has it; before the first one, as it was written last.
			# Written by the build: see docs/releasing.md.
			""";

	// Of the modules that the BOM names: the others are nobody's dependency.
	private static final List<String> PACKAGES = List.of("dev.telltale.observability", "dev.telltale.faults",
			"dev.telltale.mixins", "dev.telltale.chart");

	private static final String DEMANDED = " must be implemented";

	/**
	 * Return the names of what is built.
	 * @return the names
	 */
	static ReleasedNames built() {
		SortedSet<String> lines = new TreeSet<>();
		metrics(lines);
		properties(lines);
		for (Question question : Inventory.of(Mixin.bundled().render(Map.of())).questions()) {
			if (question.kind() == Question.Kind.ALERT) {
				lines.add("alert " + question.place());
			}
			else if (question.kind() == Question.Kind.RECORDING) {
				lines.add("recording " + question.place());
			}
		}
		config("config ", Mixin.bundled().evaluate("mixin._config", Map.of()), lines);
		values("value ", json(Page.ROOT.resolve("helm-library-chart/src/main/chart/values.schema.json")), lines);
		command("command telltale", new CommandLine(new TelltaleCommand()), lines);
		command("command telltale-mixins", new CommandLine(new MixinsCommand()), lines);
		types(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(PACKAGES),
				lines);
		return new ReleasedNames(lines);
	}

	/**
	 * Read names.
	 * @param file the file that has them
	 * @return the names
	 * @throws IOException if it cannot be read
	 */
	static ReleasedNames read(Path file) throws IOException {
		return new ReleasedNames(Files.readAllLines(file)
			.stream()
			.filter((line) -> !line.startsWith("#") && !line.isBlank())
			.collect(Collectors.toCollection(TreeSet::new)));
	}

	/**
	 * Return the public types among some, and their members that others may use.
	 * @param types the types
	 * @param lines where to put them
	 */
	static void types(Iterable<JavaClass> types, Collection<String> lines) {
		for (JavaClass type : types) {
			if (isPublic(type)) {
				type(type, "java " + type.getName(), lines);
			}
		}
	}

	/**
	 * Return the text to keep.
	 * @return a name a line
	 */
	String text() {
		return this.lines.stream().collect(Collectors.joining("\n", HEADER, "\n"));
	}

	/**
	 * Return what users of a release would miss, and what they would have to implement.
	 * @param release the names of the release
	 * @param announced the names of which users are told that they go
	 * @return a sentence for each, and for each that is announced and stays
	 */
	List<String> breaks(ReleasedNames release, Set<String> announced) {
		Set<String> gone = new TreeSet<>(release.lines);
		gone.removeAll(this.lines);
		Stream<String> unannounced = gone.stream()
			.filter((line) -> announced.stream().noneMatch((name) -> covers(name, line)))
			.map((line) -> line + " is gone: bring it back, or list `" + line
					+ "` in CHANGELOG.md, under \"### Gone\" of the next version");
		Stream<String> demanded = this.lines.stream()
			.filter((line) -> line.endsWith(DEMANDED) && !release.lines.contains(line))
			.filter((line) -> release.lines.contains(line.substring(0, line.indexOf('#'))))
			.map((line) -> line + ", which those who do so already cannot: give it a default");
		Stream<String> there = announced.stream()
			.filter((name) -> gone.stream().noneMatch((line) -> covers(name, line)))
			.map((name) -> "CHANGELOG.md says that " + name + " is gone, and no such name of the last release is");
		return Stream.of(unannounced, demanded, there).flatMap((problems) -> problems).toList();
	}

	// With a type go its members, with a metric its labels.
	private static boolean covers(String name, String line) {
		return line.startsWith(name)
				&& (line.length() == name.length() || " #{.$=".indexOf(line.charAt(name.length())) >= 0);
	}

	private static void metrics(Collection<String> lines) {
		for (JsonNode metric : resources("META-INF/telltale/catalogue.json").get(0).path("metrics")) {
			for (JsonNode series : metric.path("series")) {
				lines.add("metric " + series.asString());
				metric.path("labels")
					.forEach((label) -> lines.add("metric %s{%s}".formatted(series.asString(), label.asString())));
			}
		}
	}

	private static void properties(Collection<String> lines) {
		for (JsonNode metadata : resources("META-INF/spring-configuration-metadata.json")) {
			for (JsonNode property : metadata.path("properties")) {
				String name = property.path("name").asString();
				if (name.startsWith("telltale.")) {
					lines.add("property " + name);
					lines.add("property " + name + " = " + property.path("type").asString("any"));
				}
			}
		}
	}

	private static void config(String name, JsonNode value, Collection<String> lines) {
		for (var entry : value.properties()) {
			lines.add(name + entry.getKey());
			config(name + entry.getKey() + ".", entry.getValue(), lines);
		}
	}

	private static void values(String name, JsonNode schema, Collection<String> lines) {
		for (var property : schema.path("properties").properties()) {
			String path = name + property.getKey();
			lines.add(path);
			property.getValue().path("enum").forEach((choice) -> lines.add(path + " = " + choice.asString()));
			values(path + ".", property.getValue(), lines);
			values(path + ".<name>.", property.getValue().path("additionalProperties"), lines);
			values(path + ".<item>.", property.getValue().path("items"), lines);
		}
	}

	private static void command(String name, CommandLine command, Collection<String> lines) {
		lines.add(name);
		command.getCommandSpec()
			.options()
			.stream()
			.filter((option) -> !option.hidden())
			.flatMap((option) -> Stream.of(option.names()))
			.forEach((option) -> lines.add(name + " " + option));
		command.getSubcommands().forEach((sub, line) -> {
			if (!line.getCommandSpec().usageMessage().hidden()) {
				command(name + " " + sub, line, lines);
			}
		});
	}

	private static void type(JavaClass type, String name, Collection<String> lines) {
		lines.add(name);
		type.getRawSuperclass().ifPresent((parent) -> is(name, parent, lines));
		type.getRawInterfaces().forEach((parent) -> is(name, parent, lines));
		boolean extendable = type.isInterface() ? !type.isAnnotation()
				: !type.getModifiers().contains(JavaModifier.FINAL)
						&& type.getConstructors().stream().anyMatch((constructor) -> isVisible(constructor, true));
		if (extendable) {
			lines.add(name + " may be extended");
		}
		type.getAllMembers()
			.stream()
			.filter((member) -> isVisible(member, extendable) && isOf(type, member))
			.forEach((member) -> {
				lines.add(name + "#" + member(member));
				if (extendable && member.getModifiers().contains(JavaModifier.ABSTRACT)) {
					lines.add(name + "#" + member(member) + DEMANDED);
				}
			});
	}

	private static void is(String name, JavaClass parent, Collection<String> lines) {
		boolean ours = parent.getName().startsWith("dev.telltale.");
		if (!parent.isEquivalentTo(Object.class) && (!ours || isPublic(parent))) {
			lines.add(name + " is " + name(parent));
		}
	}

	private static boolean isPublic(JavaClass type) {
		boolean visible = type.getModifiers().contains(JavaModifier.PUBLIC)
				|| type.getModifiers().contains(JavaModifier.PROTECTED);
		return visible && !type.isAnonymousClass()
				&& type.getEnclosingClass().map(ReleasedNames::isPublic).orElse(true);
	}

	private static boolean isVisible(JavaMember member, boolean extendable) {
		Set<JavaModifier> modifiers = member.getModifiers();
		if (modifiers.contains(JavaModifier.SYNTHETIC) || modifiers.contains(JavaModifier.BRIDGE)) {
			return false;
		}
		return modifiers.contains(JavaModifier.PUBLIC) || (extendable && modifiers.contains(JavaModifier.PROTECTED));
	}

	// What a type inherits from one that is not public is its own to others.
	private static boolean isOf(JavaClass type, JavaMember member) {
		JavaClass owner = member.getOwner();
		return owner.equals(type) || (!(member instanceof JavaConstructor)
				&& owner.getName().startsWith("dev.telltale.") && !isPublic(owner));
	}

	private static String member(JavaMember member) {
		String fixed = member.getModifiers().contains(JavaModifier.STATIC) ? " static" : "";
		if (!(member instanceof JavaCodeUnit unit)) {
			return member.getName() + ": " + name(((JavaField) member).getRawType()) + fixed;
		}
		String parameters = unit.getRawParameterTypes()
			.stream()
			.map(ReleasedNames::name)
			.collect(Collectors.joining(", ", "(", ")"));
		return (unit instanceof JavaConstructor) ? "new" + parameters
				: unit.getName() + parameters + ": " + name(unit.getRawReturnType()) + fixed;
	}

	private static String name(JavaClass type) {
		return type.isArray() ? name(type.getComponentType()) + "[]" : type.getName();
	}

	private static List<JsonNode> resources(String name) {
		try {
			return Collections.list(ReleasedNames.class.getClassLoader().getResources(name)).stream().map((url) -> {
				try (InputStream in = url.openStream()) {
					return JSON.readTree(in);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static JsonNode json(Path file) {
		return JSON.readTree(file.toFile());
	}

}
