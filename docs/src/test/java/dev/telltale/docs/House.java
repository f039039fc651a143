package dev.telltale.docs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.w3c.dom.Element;

/**
 * The modules of the project and what each needs of the others.
 *
 * @param modules the folders of the modules
 * @param arrows an arrow a line: {@code a --> b} where whoever has a gets b, and
 * {@code a -.-> b} where a needs b only to be built or tested
 */
record House(Set<String> modules, Set<String> arrows) {

	private static final Pattern NODE = Pattern.compile("^(\\w+)\\[([^]]+)]$");

	private static final Pattern ARROW = Pattern.compile("^(\\w+) (-->|-\\.->) (\\w+)$");

	/**
	 * Read a picture in Mermaid: a node or an arrow a line.
	 * @param mermaid the picture
	 * @return what it shows
	 */
	static House drawn(String mermaid) {
		Map<String, String> nodes = new LinkedHashMap<>();
		Set<String> arrows = new TreeSet<>();
		for (String line : mermaid.lines().map(String::strip).toList()) {
			Matcher node = NODE.matcher(line);
			Matcher arrow = ARROW.matcher(line);
			if (node.matches()) {
				nodes.put(node.group(1), node.group(2));
			}
			else if (arrow.matches()) {
				arrows.add(arrow(nodes.get(arrow.group(1)), arrow.group(2), nodes.get(arrow.group(3))));
			}
			else if (!line.isEmpty() && !line.startsWith("flowchart ")) {
				throw new IllegalArgumentException("neither a node nor an arrow: " + line);
			}
		}
		return new House(new TreeSet<>(nodes.values()), arrows);
	}

	/**
	 * Read the POMs.
	 * @param root the folder of the first
	 * @return what they say
	 */
	static House built(Path root) {
		Map<String, Element> poms = new LinkedHashMap<>();
		Map<String, String> folders = new LinkedHashMap<>();
		for (Element module : Poms.children(Poms.child(Poms.read(root), "modules"), "module")) {
			String folder = module.getTextContent();
			poms.put(folder, Poms.read(root.resolve(folder)));
			folders.put(Poms.text(poms.get(folder), "artifactId"), folder);
		}
		Set<String> arrows = new TreeSet<>();
		poms.forEach((folder, pom) -> {
			Set<String> brought = new TreeSet<>();
			Set<String> needed = new TreeSet<>();
			for (Element dependency : Poms.children(Poms.child(pom, "dependencies"), "dependency")) {
				String other = folders.get(Poms.text(dependency, "artifactId"));
				boolean brings = Set.of("", "compile", "runtime").contains(Poms.text(dependency, "scope"))
						&& Poms.text(dependency, "optional").isEmpty();
				(brings ? brought : needed).add(Objects.requireNonNullElse(other, ""));
			}
			for (Element item : Poms.descendants(pom, "artifactItem")) {
				needed.add(folders.getOrDefault(Poms.text(item, "artifactId"), ""));
			}
			for (Element resource : Poms.descendants(pom, "resource")) {
				folders.values()
					.stream()
					.filter((other) -> Poms.text(resource, "directory")
						.startsWith("${project.basedir}/../" + other + "/"))
					.forEach(needed::add);
			}
			needed.removeAll(brought);
			Stream.of(brought, needed).forEach((others) -> others.removeAll(Set.of("", folder)));
			brought.forEach((other) -> arrows.add(arrow(folder, "-->", other)));
			needed.forEach((other) -> arrows.add(arrow(folder, "-.->", other)));
		});
		return new House(new TreeSet<>(poms.keySet()), arrows);
	}

	private static String arrow(String from, String kind, String to) {
		return from + " " + kind + " " + to;
	}

}
