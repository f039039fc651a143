package dev.telltale.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

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
		for (Element module : children(child(pom(root), "modules"), "module")) {
			String folder = module.getTextContent();
			poms.put(folder, pom(root.resolve(folder)));
			folders.put(text(poms.get(folder), "artifactId"), folder);
		}
		Set<String> arrows = new TreeSet<>();
		poms.forEach((folder, pom) -> {
			Set<String> brought = new TreeSet<>();
			Set<String> needed = new TreeSet<>();
			for (Element dependency : children(child(pom, "dependencies"), "dependency")) {
				String other = folders.get(text(dependency, "artifactId"));
				boolean brings = Set.of("", "compile", "runtime").contains(text(dependency, "scope"))
						&& text(dependency, "optional").isEmpty();
				(brings ? brought : needed).add(Objects.requireNonNullElse(other, ""));
			}
			for (Element item : descendants(pom, "artifactItem")) {
				needed.add(folders.getOrDefault(text(item, "artifactId"), ""));
			}
			for (Element resource : descendants(pom, "resource")) {
				folders.values()
					.stream()
					.filter((other) -> text(resource, "directory").startsWith("${project.basedir}/../" + other + "/"))
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

	private static Element pom(Path folder) {
		Path file = folder.resolve("pom.xml");
		try {
			Document document = DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(Files.newInputStream(file));
			return document.getDocumentElement();
		}
		catch (IOException | SAXException | ParserConfigurationException ex) {
			throw new IllegalStateException("cannot read " + file + ": " + ex.getMessage(), ex);
		}
	}

	private static Element child(Element parent, String name) {
		List<Element> children = children(parent, name);
		return children.isEmpty() ? parent.getOwnerDocument().createElement(name) : children.get(0);
	}

	private static List<Element> children(Element parent, String name) {
		return elements(parent.getChildNodes(), name);
	}

	private static List<Element> descendants(Element parent, String name) {
		return elements(parent.getElementsByTagName(name), name);
	}

	private static List<Element> elements(NodeList nodes, String name) {
		List<Element> elements = new ArrayList<>();
		IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).forEach((Node node) -> {
			if (node instanceof Element element && element.getTagName().equals(name)) {
				elements.add(element);
			}
		});
		return elements;
	}

	private static String text(Element parent, String name) {
		return child(parent, name).getTextContent().strip();
	}

}
