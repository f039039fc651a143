package dev.telltale.mixins.runbooks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.telltale.mixins.Mixin;
import org.jspecify.annotations.Nullable;

/**
 * Why to change a value of {@code _config}: the comment above its key, which is the one
 * place where it is written down.
 */
final class Reasons {

	private static final Pattern KEY = Pattern.compile("(?<indent> *)'?(?<key>\\w+)'?\\+?:{1,2} .*");

	private static final Pattern IMPORT = Pattern.compile("import '(config/\\w+\\.libsonnet)'");

	private final Map<String, String> comments;

	private Reasons(Map<String, String> comments) {
		this.comments = comments;
	}

	static Reasons of(Mixin mixin) {
		Map<String, String> comments = new HashMap<>();
		// Where a mixin of somebody's own adds to _config.
		String own = mixin.read("mixin.libsonnet");
		if (own != null) {
			collect(own, "", comments);
		}
		String config = mixin.read("config.libsonnet");
		if (config != null) {
			collect(config, "", comments);
			IMPORT.matcher(config).results().forEach((match) -> {
				String area = mixin.read(match.group(1));
				if (area != null) {
					collect(area, "_config.alerts.", comments);
				}
			});
		}
		return new Reasons(comments);
	}

	private static void collect(String text, String prefix, Map<String, String> comments) {
		Deque<Integer> indents = new ArrayDeque<>();
		Deque<String> path = new ArrayDeque<>();
		List<String> comment = new ArrayList<>();
		for (String line : text.lines().toList()) {
			Matcher key = KEY.matcher(line);
			if (line.strip().startsWith("//")) {
				comment.add(line.strip().substring(2).strip());
				continue;
			}
			if (key.matches()) {
				int indent = key.group("indent").length();
				while (!indents.isEmpty() && indents.getLast() >= indent) {
					indents.removeLast();
					path.removeLast();
				}
				indents.addLast(indent);
				path.addLast(key.group("key"));
				if (!comment.isEmpty()) {
					comments.put(prefix + String.join(".", path), String.join(" ", comment));
				}
			}
			comment.clear();
		}
	}

	@Nullable String of(String path) {
		return this.comments.get(path);
	}

}
