package dev.telltale.tools.binaries;

import java.nio.file.Path;
import java.util.List;

/**
 * A process that fetches a tool into a given cache, for tests with several.
 */
final class FetchingMain {

	private FetchingMain() {
	}

	public static void main(String[] args) {
		Executable executable = Toolbox
			.create(SearchPath.of(null), Path.of(args[0]), List.of(), (line) -> System.out.println("progress: " + line))
			.require(Tool.valueOf(args[1]));
		System.out.println("found: " + executable.path() + " " + executable.version());
	}

}
