package dev.telltale.tools.prometheus;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an expression yields at one time.
 */
public sealed interface QueryResult {

	/**
	 * Return the result as samples.
	 * @return the samples of a vector, or the scalar as one sample without labels; none
	 * for the other kinds
	 */
	default List<Sample> samples() {
		return List.of();
	}

	/**
	 * An instant vector.
	 *
	 * @param samples the samples
	 */
	record Vector(List<Sample> samples) implements QueryResult {

	}

	/**
	 * A range vector, such as {@code up[5m]} yields.
	 *
	 * @param series the series
	 */
	record Matrix(List<Series> series) implements QueryResult {

	}

	/**
	 * A number.
	 *
	 * @param point the number and the time
	 */
	record Scalar(Point point) implements QueryResult {

		@Override
		public List<Sample> samples() {
			return List.of(new Sample(Map.of(), this.point.timestamp(), this.point.value()));
		}

	}

	/**
	 * A text.
	 *
	 * @param timestamp the time
	 * @param value the text
	 */
	record Text(Instant timestamp, String value) implements QueryResult {

	}

}
