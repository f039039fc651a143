package dev.telltale.cli;

import java.time.Duration;

import dev.telltale.mixins.promql.Durations;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads durations as people and Prometheus write them, such as {@code 90s} or
 * {@code 1h30m}.
 */
final class DurationConverter implements ITypeConverter<Duration> {

	@Override
	public Duration convert(String text) {
		return Durations.parse(text)
			.filter((duration) -> !duration.isZero())
			.orElseThrow(() -> new TypeConversionException(
					"'%s' is no duration: write it with its unit, such as 90s, 5m or 1h30m".formatted(text)));
	}

}
