package dev.telltale.mixins.promql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What makes one series of several.
 */
public enum AggregationOperator {

	/** The sum. */
	SUM(null),

	/** The mean. */
	AVG(null),

	/** How many there are. */
	COUNT(null),

	/** The smallest. */
	MIN(null),

	/** The largest. */
	MAX(null),

	/** 1 where there is any. */
	GROUP(null),

	/** The standard deviation. */
	STDDEV(null),

	/** The variance. */
	STDVAR(null),

	/** So many of the largest, with their labels. */
	TOPK(ValueType.SCALAR),

	/** So many of the smallest, with their labels. */
	BOTTOMK(ValueType.SCALAR),

	/** How many there are of each value, which becomes a label. */
	COUNT_VALUES(ValueType.STRING),

	/** A quantile over series. */
	QUANTILE(ValueType.SCALAR);

	private final @Nullable ValueType parameter;

	AggregationOperator(@Nullable ValueType parameter) {
		this.parameter = parameter;
	}

	static Optional<AggregationOperator> of(String text) {
		return Arrays.stream(values()).filter((operator) -> operator.symbol().equalsIgnoreCase(text)).findFirst();
	}

	/**
	 * Return how the operator is written.
	 * @return such as {@code count_values}
	 */
	public String symbol() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** The type of what stands before the aggregated expression, if anything does. */
	@Nullable ValueType parameter() {
		return this.parameter;
	}

}
