package dev.telltale.mixins.runbooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.telltale.mixins.MixinException;

/**
 * What people wrote about an alert: why it matters, how to find the cause, and how to
 * mend it. Everything else about it is known, and stands in the frame.
 *
 * @param sections the texts by heading
 */
record HandWritten(Map<String, String> sections) {

	static final String WHY = "Why it matters";

	static final String DIAGNOSIS = "Diagnosis";

	static final String REPAIR = "Repair";

	private static final List<String> HEADINGS = List.of(WHY, DIAGNOSIS, REPAIR);

	/**
	 * Read a file.
	 * @param path the path, for messages
	 * @param text its text
	 * @return the sections
	 * @throws MixinException if the sections are not the three, in their order, each with
	 * a text
	 */
	static HandWritten read(String path, String text) {
		Map<String, String> sections = new LinkedHashMap<>();
		String heading = "";
		List<String> lines = new ArrayList<>();
		boolean code = false;
		for (String line : text.lines().toList()) {
			code ^= line.startsWith("```");
			if (!code && line.startsWith("## ")) {
				close(path, sections, heading, lines);
				heading = line.substring(3).strip();
			}
			else if (!code && line.startsWith("# ")) {
				throw new MixinException(path + " has a title: leave it to the frame");
			}
			else {
				lines.add(line);
			}
		}
		close(path, sections, heading, lines);
		if (!List.copyOf(sections.keySet()).equals(HEADINGS)) {
			throw new MixinException("%s has the sections %s: write %s, in this order".formatted(path,
					sections.isEmpty() ? "none" : String.join(", ", sections.keySet()), String.join(", ", HEADINGS)));
		}
		return new HandWritten(sections);
	}

	private static void close(String path, Map<String, String> sections, String heading, List<String> lines) {
		String text = String.join("\n", lines).strip();
		lines.clear();
		if (heading.isEmpty()) {
			if (!text.isEmpty()) {
				throw new MixinException("%s begins with \"%s\": begin with \"## %s\"".formatted(path,
						text.lines().findFirst().orElse(""), WHY));
			}
			return;
		}
		if (text.isEmpty()) {
			throw new MixinException("%s has nothing under \"## %s\": fill it".formatted(path, heading));
		}
		if (sections.put(heading, text) != null) {
			throw new MixinException("%s has \"## %s\" twice".formatted(path, heading));
		}
	}

	String why() {
		return section(WHY);
	}

	String diagnosis() {
		return section(DIAGNOSIS);
	}

	String repair() {
		return section(REPAIR);
	}

	private String section(String heading) {
		return this.sections.getOrDefault(heading, "");
	}

}
