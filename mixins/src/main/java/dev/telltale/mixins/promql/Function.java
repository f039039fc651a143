package dev.telltale.mixins.promql;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function that Prometheus 2.42 and 3 both have, without a feature flag.
 *
 * @param name the name
 * @param parameters the types of its parameters
 * @param optional how many of the last parameters may be left out
 * @param variadic whether the last parameter may be repeated
 * @param result what it returns
 */
record Function(String name, List<ValueType> parameters, int optional, boolean variadic, ValueType result) {

	private static final Map<String, Function> BY_NAME = new HashMap<>();

	static {
		// s scalar, v instant vector, m range vector, t string; ? may be left out, * may
		// be repeated or left out.
		add("v", "v", "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_count"
				+ " histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp");
		add("v?", "v", "day_of_month day_of_week day_of_year days_in_month hour minute month year");
		add("m", "v",
				"absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate"
						+ " last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time"
						+ " stdvar_over_time sum_over_time");
		add("vss", "v", "clamp");
		add("vs", "v", "clamp_max clamp_min");
		add("ssv", "v", "histogram_fraction");
		add("sv", "v", "histogram_quantile");
		add("vttt*", "v", "label_join");
		add("vtttt", "v", "label_replace");
		add("ms", "v", "predict_linear");
		add("sm", "v", "quantile_over_time");
		add("vs?", "v", "round");
		add("s", "v", "vector");
		add("v", "s", "scalar");
		add("", "s", "pi time");
	}

	static Optional<Function> named(String name) {
		return Optional.ofNullable(BY_NAME.get(name));
	}

	/** The type of an argument. */
	ValueType parameter(int index) {
		return this.parameters.get(Math.min(index, this.parameters.size() - 1));
	}

	boolean accepts(int arguments) {
		return arguments >= required() && (this.variadic || arguments <= this.parameters.size());
	}

	int required() {
		return this.parameters.size() - this.optional;
	}

	private static void add(String signature, String result, String names) {
		List<ValueType> parameters = signature.chars().filter(Character::isLetter).mapToObj(Function::type).toList();
		boolean variadic = signature.endsWith("*");
		int optional = (variadic || signature.endsWith("?")) ? 1 : 0;
		Arrays.stream(names.split(" "))
			.forEach((name) -> BY_NAME.put(name,
					new Function(name, parameters, optional, variadic, type(result.charAt(0)))));
	}

	private static ValueType type(int letter) {
		return switch (letter) {
			case 's' -> ValueType.SCALAR;
			case 'v' -> ValueType.INSTANT_VECTOR;
			case 'm' -> ValueType.RANGE_VECTOR;
			case 't' -> ValueType.STRING;
			default -> throw new IllegalArgumentException("no type: " + (char) letter);
		};
	}

}
