package dev.telltale.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The POMs of the project, as they are written.
 */
final class Poms {

	private Poms() {
	}

	/**
	 * Read a POM.
	 * @param folder where it is
	 * @return its root element
	 */
	static Element read(Path folder) {
		return parse(folder.resolve("pom.xml"));
	}

	/**
	 * Read a file of XML.
	 * @param file the file
	 * @return its root element
	 */
	static Element parse(Path file) {
		try (var in = Files.newInputStream(file)) {
			return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
		}
		catch (IOException | SAXException | ParserConfigurationException ex) {
			throw new IllegalStateException("cannot read " + file + ": " + ex.getMessage(), ex);
		}
	}

	/**
	 * Return the folders of all modules that the build has by default, those of modules
	 * included.
	 * @param root the folder of the first POM
	 * @return the folders, from there, the first an empty path
	 */
	static List<Path> folders(Path root) {
		List<Path> folders = new ArrayList<>();
		collect(root, Path.of(""), folders);
		return folders;
	}

	private static void collect(Path root, Path folder, List<Path> folders) {
		folders.add(folder);
		for (Element module : children(child(read(root.resolve(folder)), "modules"), "module")) {
			collect(root, folder.resolve(module.getTextContent()), folders);
		}
	}

	/**
	 * Return whether a release has a module.
	 * @param root the folder of the first POM
	 * @param folder that of the module
	 * @return whether it is published
	 */
	static boolean isPublished(Path root, Path folder) {
		for (Path each = folder; each != null; each = each.getParent()) {
			if (Files.exists(root.resolve(each).resolve("pom.xml"))
					&& text(child(read(root.resolve(each)), "properties"), "maven.deploy.skip").equals("true")) {
				return false;
			}
		}
		return true;
	}

	static Element child(Element parent, String name) {
		List<Element> children = children(parent, name);
		return children.isEmpty() ? parent.getOwnerDocument().createElement(name) : children.get(0);
	}

	static List<Element> children(Element parent, String name) {
		return elements(parent.getChildNodes(), name);
	}

	static List<Element> descendants(Element parent, String name) {
		return elements(parent.getElementsByTagName(name), name);
	}

	static String text(Element parent, String name) {
		return child(parent, name).getTextContent().strip();
	}

	private static List<Element> elements(NodeList nodes, String name) {
		return IntStream.range(0, nodes.getLength())
			.mapToObj(nodes::item)
			.filter((node) -> node instanceof Element element && element.getTagName().equals(name))
			.map(Element.class::cast)
			.toList();
	}

}
