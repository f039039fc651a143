package dev.telltale.docs;

import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ClassUtils;

/**
 * The configuration properties that the libraries on the class path declare.
 */
final class PropertyNames {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,\\s*(.+)>");

	private final Map<String, String> types = new HashMap<>();

	static PropertyNames onClassPath() {
		PropertyNames names = new PropertyNames();
		try {
			for (URL url : Collections.list(PropertyNames.class.getClassLoader().getResources(METADATA))) {
				try (InputStream in = url.openStream()) {
					for (JsonNode property : new JsonMapper().readTree(in).path("properties")) {
						names.types.put(uniform(property.path("name").asString()),
								property.path("type").asString("java.lang.Object"));
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return names;
	}

	int size() {
		return this.types.size();
	}

	/**
	 * Return whether there is such a property.
	 * @param name the name in any of its relaxed forms, with {@code NAME} in place of a
	 * part that depends, and {@code .*} for all that begin so
	 * @return whether there is
	 */
	boolean contains(String name) {
		String uniform = uniform(name.replaceAll("\\[[^]]*]", ""));
		if (uniform.endsWith(".*")) {
			String beginning = uniform.substring(0, uniform.length() - 1);
			return this.types.keySet().stream().anyMatch((known) -> known.startsWith(beginning));
		}
		return this.types.containsKey(uniform) || isWithinMap(uniform, name) || fits(name);
	}

	private boolean isWithinMap(String uniform, String name) {
		List<String> original = List.of(name.replaceAll("\\[[^]]*]", "").split("\\."));
		for (int end = uniform.lastIndexOf('.'); end > 0; end = uniform.lastIndexOf('.', end - 1)) {
			String type = this.types.get(uniform.substring(0, end));
			Matcher map = MAP.matcher((type != null) ? type : "");
			if (map.matches()) {
				int depth = (int) uniform.substring(0, end).chars().filter((character) -> character == '.').count() + 1;
				// A key of values of ours is one part, and what follows is theirs.
				return !map.group(1).startsWith("dev.telltale.")
						|| leads(type(map.group(1)), original.subList(depth + 1, original.size()));
			}
		}
		return false;
	}

	private boolean fits(String name) {
		if (Stream.of(name.split("\\.")).noneMatch(PropertyNames::isPlaceholder)) {
			return false;
		}
		StringBuilder pattern = new StringBuilder();
		for (String part : name.split("\\.")) {
			pattern.append(pattern.isEmpty() ? "" : "\\.")
				.append(isPlaceholder(part) ? "[^.]+" : Pattern.quote(uniform(part)));
		}
		Pattern compiled = Pattern.compile(pattern.toString());
		return this.types.keySet().stream().anyMatch((known) -> compiled.matcher(known).matches());
	}

	private static boolean isPlaceholder(String part) {
		return part.matches("[A-Z]+");
	}

	private static boolean leads(Class<?> type, List<String> parts) {
		if (parts.isEmpty()) {
			return true;
		}
		try {
			for (PropertyDescriptor property : Introspector.getBeanInfo(type).getPropertyDescriptors()) {
				if (uniform(property.getName()).equals(uniform(parts.get(0))) && property.getWriteMethod() != null) {
					return leads(property.getPropertyType(), parts.subList(1, parts.size()));
				}
			}
			return false;
		}
		catch (IntrospectionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Class<?> type(String name) {
		return ClassUtils.resolveClassName(name, (@Nullable ClassLoader) null);
	}

	private static String uniform(String name) {
		return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

}
