package dev.telltale.chart;

import java.util.List;

/**
 * A chart that Helm refuses to render, or that cannot be read. The message is Helm's, one
 * line a mistake, without what only Helm's authors need.
 */
public final class ChartException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<String> mistakes;

	ChartException(String mistake) {
		this(List.of(mistake));
	}

	ChartException(List<String> mistakes) {
		super(String.join("\n", mistakes));
		this.mistakes = List.copyOf(mistakes);
	}

	ChartException(String mistake, Throwable cause) {
		super(mistake, cause);
		this.mistakes = List.of(mistake);
	}

	/**
	 * Return the mistakes that Helm found.
	 * @return one line a mistake, never none
	 */
	public List<String> mistakes() {
		return (this.mistakes != null) ? this.mistakes : getMessage().lines().toList();
	}

}
