package dev.telltale.mixins.jsonnet;

import java.util.ArrayDeque;
import java.util.Deque;

import scala.collection.mutable.HashMap;
import sjsonnet.Path;

/**
 * The path of a file within {@link Sources}, as the interpreter wants it.
 *
 * @param sources the tree
 * @param path the path within it, without {@code .} and {@code ..} where it can be
 */
record SourcePath(Sources sources, String path) implements Path {

	@Override
	public Path parent() {
		int slash = this.path.lastIndexOf('/');
		return new SourcePath(this.sources, (slash < 0) ? "" : this.path.substring(0, slash));
	}

	@Override
	public Path $div(String child) {
		if (child.startsWith("/")) {
			return new SourcePath(this.sources, child);
		}
		Deque<String> segments = new ArrayDeque<>();
		for (String segment : (this.path + "/" + child).split("/+")) {
			if (segment.equals("..") && !segments.isEmpty() && !segments.getLast().equals("..")) {
				segments.removeLast();
			}
			else if (!segment.isEmpty() && !segment.equals(".")) {
				segments.add(segment);
			}
		}
		return new SourcePath(this.sources, (this.path.startsWith("/") ? "/" : "") + String.join("/", segments));
	}

	@Override
	public String relativeToString(Path other) {
		return this.sources.describe(this.path);
	}

	@Override
	public int segmentCount() {
		return this.path.split("/").length;
	}

	@Override
	public String last() {
		return this.path.substring(this.path.lastIndexOf('/') + 1);
	}

	/**
	 * Return line and column of an offset, both from 1, in the form that messages carry.
	 * @param offset the offset
	 * @param lineStarts a cache of the interpreter that files so small do not need
	 * @return the position, such as {@code 4:12}
	 */
	@Override
	public String renderOffsetStr(int offset, HashMap<Path, int[]> lineStarts) {
		String text = this.sources.read(this.path);
		if (text == null) {
			return "1:1";
		}
		int end = Math.min(Math.max(offset, 0), text.length());
		long line = 1 + text.substring(0, end).chars().filter((character) -> character == '\n').count();
		int column = end - text.lastIndexOf('\n', end - 1);
		return line + ":" + column;
	}

}
