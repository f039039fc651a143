package dev.telltale.preview;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import dev.telltale.tools.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The files of the page of dashboards, read once from the class path. Immutable.
 */
final class PreviewFiles {

	private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "js",
			"text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml", "md",
			"text/markdown; charset=utf-8", "woff2", "font/woff2");

	private final Map<String, Reply> files;

	private PreviewFiles(Map<String, Reply> files) {
		this.files = Map.copyOf(files);
	}

	static PreviewFiles load() throws IOException {
		Map<String, Reply> files = new HashMap<>();
		WebFiles.load("dashboards").forEach((name, content) -> {
			String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
			files.put("/" + name, new Reply(200, type, content));
		});
		return new PreviewFiles(files);
	}

	/**
	 * Return the file at a path. The page is at every address of a dashboard, and finds
	 * out by itself which.
	 * @param path the path
	 * @return the file, or none
	 */
	@Nullable Reply file(String path) {
		if (path.equals("/") || path.matches("/d/[^/]+(/[^/]*)?")) {
			return this.files.get("/index.html");
		}
		return this.files.get(path);
	}

}
