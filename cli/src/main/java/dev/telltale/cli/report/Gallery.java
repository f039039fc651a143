package dev.telltale.cli.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.jspecify.annotations.Nullable;

/**
 * Shows pictures of dashboards on a page without a script, each beside the one of the
 * same name that was taken before: what a review looks at.
 */
public final class Gallery {

	private Gallery() {
	}

	/**
	 * Write the page into the folder of the pictures, as {@code index.html}.
	 * @param folder the folder
	 * @param names the names of the pictures without {@code .png}, in order
	 * @param before a folder with earlier pictures, or {@code null}
	 * @return what is shown, in the same order
	 * @throws IOException if a picture cannot be read, or the page cannot be written
	 */
	public static List<Picture> write(Path folder, List<String> names, @Nullable Path before) throws IOException {
		StringBuilder page = new StringBuilder(Html.head("telltale shot"));
		page.append("<h1>Dashboards</h1>\n");
		List<Picture> pictures = new ArrayList<>();
		for (String name : names) {
			Path after = folder.resolve(name + ".png");
			Path earlier = (before != null) ? before.resolve(name + ".png") : null;
			boolean known = earlier != null && Files.isRegularFile(earlier);
			Picture picture = new Picture(name, known, known ? changed(earlier, after) : 1);
			pictures.add(picture);
			page.append("<h2>%s%s</h2>\n".formatted(Html.escape(name),
					(before != null) ? " <span class=\"dim\">%s</span>".formatted(picture.describe()) : ""));
			if (known && picture.changed() > 0) {
				page.append("<div class=\"pair\">\n");
				figure(page, folder, earlier, "before");
				figure(page, folder, after, "after");
				page.append("</div>\n");
			}
			else {
				figure(page, folder, after, "");
			}
		}
		Files.writeString(folder.resolve("index.html"), page.append(Html.END));
		return pictures;
	}

	private static void figure(StringBuilder page, Path folder, Path file, String caption) {
		String source = link(
				folder.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize()).toString());
		page.append("<figure><a href=\"%s\"><img src=\"%s\" loading=\"lazy\" alt=\"%s\"></a>".formatted(source, source,
				Html.escape(file.getFileName() + " " + caption)));
		page.append("<figcaption class=\"dim\">%s</figcaption></figure>\n".formatted(caption));
	}

	// A folder may be called as it likes.
	private static String link(String path) {
		return Html.escape(Stream.of(path.replace('\\', '/').split("/"))
			.map((part) -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
			.collect(Collectors.joining("/")));
	}

	/**
	 * The share of the pixels that differ; what only one of the two has differs.
	 */
	private static double changed(Path before, Path after) throws IOException {
		BufferedImage old = read(before);
		BufferedImage now = read(after);
		int width = Math.min(old.getWidth(), now.getWidth());
		int height = Math.min(old.getHeight(), now.getHeight());
		long same = 0;
		for (int y = 0; y < height; y++) {
			int[] left = old.getRGB(0, y, width, 1, null, 0, width);
			int[] right = now.getRGB(0, y, width, 1, null, 0, width);
			for (int x = 0; x < width; x++) {
				same += (left[x] == right[x]) ? 1 : 0;
			}
		}
		long all = Math.max((long) old.getWidth() * old.getHeight(), (long) now.getWidth() * now.getHeight());
		return 1 - (double) same / all;
	}

	private static BufferedImage read(Path file) throws IOException {
		BufferedImage image = ImageIO.read(file.toFile());
		if (image == null) {
			throw new IOException("%s is no picture".formatted(file));
		}
		return image;
	}

	/**
	 * A picture, and how it differs from the one before.
	 *
	 * @param name its name without {@code .png}
	 * @param known whether there is one from before
	 * @param changed the share of the pixels that changed, 1 if there is none from before
	 */
	public record Picture(String name, boolean known, double changed) {

		/**
		 * Return what changed, for people.
		 * @return a few words
		 */
		public String describe() {
			if (!this.known) {
				return "new";
			}
			return (this.changed == 0) ? "as before"
					: String.format(Locale.ROOT, "%.1f %% changed", Math.max(0.1, 100 * this.changed));
		}

	}

}
