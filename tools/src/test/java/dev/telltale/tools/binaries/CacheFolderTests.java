package dev.telltale.tools.binaries;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CacheFolderTests {

	@Test
	void prefersOurVariable() {
		assertThat(locate(Map.of("TELLTALE_CACHE", "/here", "XDG_CACHE_HOME", "/xdg"), "Linux"))
			.isEqualTo(Path.of("/here"));
	}

	@Test
	void followsXdgElsewhere() {
		assertThat(locate(Map.of("XDG_CACHE_HOME", "/xdg"), "Linux")).isEqualTo(Path.of("/xdg/telltale"));
	}

	@Test
	void ignoresARelativeXdgFolder() {
		assertThat(locate(Map.of("XDG_CACHE_HOME", "xdg"), "Linux")).isEqualTo(Path.of("/home/me/.cache/telltale"));
	}

	@Test
	void usesThePlatformsCustom() {
		assertThat(locate(Map.of(), "Linux")).isEqualTo(Path.of("/home/me/.cache/telltale"));
		assertThat(locate(Map.of(), "Mac OS X")).isEqualTo(Path.of("/home/me/Library/Caches/telltale"));
	}

	private static Path locate(Map<String, String> environment, String operatingSystem) {
		return CacheFolder.locate(environment, operatingSystem, "/home/me");
	}

}
