package dev.telltale.tools.binaries;

import java.nio.file.Path;

/**
 * A tool that was found on this machine.
 *
 * @param tool the tool
 * @param path the absolute path of its executable
 * @param version the version it reports, such as {@code 2.42.0}
 */
public record Executable(Tool tool, Path path, String version) {

}
