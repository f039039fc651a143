package dev.telltale.cli.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import dev.telltale.cli.report.Gallery.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link Gallery}.
 */
class GalleryTests {

	@TempDir
	Path folder;

	@Test
	void whatChangedStandsBesideWhatWas() throws IOException {
		Path before = Files.createDirectory(this.folder.resolve("before #1"));
		Path after = Files.createDirectory(this.folder.resolve("after"));
		picture(before.resolve("same.png"), 10, 10, 0);
		picture(after.resolve("same.png"), 10, 10, 0);
		picture(before.resolve("other.png"), 10, 10, 0);
		picture(after.resolve("other.png"), 10, 10, 25);
		picture(before.resolve("taller.png"), 10, 10, 0);
		picture(after.resolve("taller.png"), 10, 20, 0);
		picture(after.resolve("new.png"), 10, 10, 0);
		List<Picture> pictures = Gallery.write(after, List.of("same", "other", "taller", "new"), before);
		assertThat(pictures).extracting(Picture::describe)
			.containsExactly("as before", "25.0 % changed", "50.0 % changed", "new");
		assertThat(after.resolve("index.html")).content()
			.containsOnlyOnce("same.png\"><img")
			.contains("<img src=\"../before%20%231/other.png\"", "<img src=\"other.png\"", "25.0 % changed")
			.doesNotContain("../before%20%231/same.png", "<script");
	}

	@Test
	void withoutAnythingBeforeAllAreShown() throws IOException {
		picture(this.folder.resolve("one.png"), 4, 4, 0);
		Gallery.write(this.folder, List.of("one"), null);
		assertThat(this.folder.resolve("index.html")).content()
			.contains("<img src=\"one.png\"")
			.doesNotContain(">new<", "pair\"");
	}

	@Test
	void whatIsNoPictureIsNamed() throws IOException {
		Path before = Files.createDirectory(this.folder.resolve("before"));
		Files.writeString(before.resolve("one.png"), "no picture");
		picture(this.folder.resolve("one.png"), 4, 4, 0);
		assertThatIOException().isThrownBy(() -> Gallery.write(this.folder, List.of("one"), before))
			.withMessageContaining("before/one.png is no picture");
	}

	/** A picture of which so many pixels are white. */
	private static void picture(Path file, int width, int height, int white) throws IOException {
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < white; i++) {
			image.setRGB(i % width, i / width, 0xffffff);
		}
		ImageIO.write(image, "png", file.toFile());
	}

}
