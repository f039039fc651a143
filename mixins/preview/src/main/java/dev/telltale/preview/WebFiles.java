package dev.telltale.preview;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The built files of a page, read from the class path.
 */
final class WebFiles {

	private WebFiles() {
	}

	/**
	 * Read the files of a page.
	 * @param page its folder
	 * @return the contents by relative path
	 * @throws IOException if the page is not on the class path
	 */
	static Map<String, byte[]> load(String page) throws IOException {
		String folder = "web/" + page + "/";
		List<String> names = new String(read(folder + "files.txt"), StandardCharsets.UTF_8).lines().toList();
		Map<String, byte[]> files = new LinkedHashMap<>();
		for (String name : names) {
			files.put(name, read(folder + name));
		}
		return files;
	}

	private static byte[] read(String name) throws IOException {
		try (InputStream in = WebFiles.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new FileNotFoundException("The page's " + name + " is not on the class path: build again");
			}
			return in.readAllBytes();
		}
	}

}
