package dev.telltale.cli.receiver;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

import dev.telltale.tools.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The files of the page, read once from the class path. Immutable.
 */
final class Page {

	private final Map<String, Reply> files;

	private Page(Map<String, Reply> files) {
		this.files = Map.copyOf(files);
	}

	static Page load() throws IOException {
		Map<String, Reply> files = new HashMap<>();
		files.put("/", load("receiver.html", "text/html"));
		files.put("/receiver.css", load("receiver.css", "text/css"));
		files.put("/receiver.js", load("receiver.js", "text/javascript"));
		files.put("/favicon.svg", load("favicon.svg", "image/svg+xml"));
		return new Page(files);
	}

	private static Reply load(String name, String mediaType) throws IOException {
		try (InputStream in = Page.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new FileNotFoundException("The page's " + name + " is not on the class path: build again");
			}
			return new Reply(200, mediaType + "; charset=utf-8", in.readAllBytes());
		}
	}

	@Nullable Reply file(String path) {
		return this.files.get(path);
	}

}
