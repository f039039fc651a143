package dev.telltale.cli.console;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Prints for people: colours and lines that are written over on a terminal, plain lines
 * elsewhere. Thread-safe.
 */
public final class Console {

	private static final String CLEAR_LINE = "\r\u001B[K";

	private final PrintStream out;

	private final boolean terminal;

	private boolean lineOpen;

	/**
	 * Create a console.
	 * @param out where to print
	 * @param terminal whether it is a terminal
	 */
	public Console(PrintStream out, boolean terminal) {
		this.out = out;
		this.terminal = terminal;
	}

	/**
	 * Return the console of this process.
	 * @return the console
	 */
	public static Console system() {
		return to(System.out);
	}

	/**
	 * Return a console that prints to where this process prints to, by a stream of its
	 * own.
	 * @param out the stream
	 * @return the console
	 */
	public static Console to(PrintStream out) {
		boolean terminal = System.console() != null && System.getenv("NO_COLOR") == null
				&& !"dumb".equals(System.getenv("TERM"));
		return new Console(out, terminal);
	}

	/**
	 * Return a console that prints nothing.
	 * @return the console
	 */
	public static Console silent() {
		return new Console(new PrintStream(OutputStream.nullOutputStream()), false);
	}

	/**
	 * Print a line.
	 * @param text the line
	 */
	public synchronized void line(String text) {
		closeLine();
		this.out.println(text);
		this.out.flush();
	}

	/**
	 * Show what is under way. On a terminal, the next call writes over it; elsewhere it
	 * is not shown.
	 * @param text what is under way
	 */
	public synchronized void progress(String text) {
		if (this.terminal) {
			this.out.print(CLEAR_LINE + "  " + dim(text));
			this.out.flush();
			this.lineOpen = true;
		}
	}

	/**
	 * Print that something is done.
	 * @param text what is done
	 */
	public void done(String text) {
		line("  " + green("✔") + " " + text);
	}

	/**
	 * Print that something failed.
	 * @param text what failed
	 */
	public void failed(String text) {
		line("  " + red("✘") + " " + text);
	}

	/**
	 * Print something to know.
	 * @param text what to know
	 */
	public void note(String text) {
		line("  " + dim("· " + text));
	}

	/**
	 * Return a text in bold.
	 * @param text the text
	 * @return the text to print
	 */
	public String bold(String text) {
		return styled("1", text);
	}

	/**
	 * Return a text in green.
	 * @param text the text
	 * @return the text to print
	 */
	public String green(String text) {
		return styled("32", text);
	}

	/**
	 * Return a text in red.
	 * @param text the text
	 * @return the text to print
	 */
	public String red(String text) {
		return styled("31", text);
	}

	/**
	 * Return a text in yellow.
	 * @param text the text
	 * @return the text to print
	 */
	public String yellow(String text) {
		return styled("33", text);
	}

	/**
	 * Return a text that steps back.
	 * @param text the text
	 * @return the text to print
	 */
	public String dim(String text) {
		return styled("2", text);
	}

	private String styled(String code, String text) {
		return this.terminal ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
	}

	private void closeLine() {
		if (this.lineOpen) {
			this.out.print(CLEAR_LINE);
			this.lineOpen = false;
		}
	}

}
