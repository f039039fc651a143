package dev.telltale.faults;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpStatus;
import org.springframework.web.util.pattern.PathPattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Settings} and {@link Parameter}.
 */
class SettingsTests {

	private static final Parameter<Integer> NUMBER = Parameter.number("number", 5, 1, 900);

	private static final Parameter<Double> SHARE = Parameter.share("share", 0.5);

	private static final Parameter<PathPattern> PATH = Parameter.path("path", "/**");

	private static final Parameter<String> CHOICE = Parameter.choice("choice", "error", "warn");

	private static final List<Parameter<?>> PARAMETERS = List.of(NUMBER, SHARE, PATH, CHOICE);

	@Test
	void hasDefaults() {
		Settings settings = read(Map.of());
		assertThat(settings.get(NUMBER)).isEqualTo(5);
		assertThat(settings.get(SHARE)).isEqualTo(0.5);
		assertThat(settings.get(PATH).getPatternString()).isEqualTo("/**");
		assertThat(settings.get(CHOICE)).isEqualTo("error");
		assertThat(settings).hasToString("{number=5, share=0.5, path=/**, choice=error}");
	}

	@Test
	void readsWhatIsGiven() {
		Settings settings = read(Map.of("number", List.of("900"), "share", List.of("1"), "path", List.of("/api/{id}"),
				"choice", List.of("warn")));
		assertThat(settings.shown())
			.isEqualTo(Map.<String, Object>of("number", 900, "share", 1.0, "path", "/api/{id}", "choice", "warn"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			number | 0        | a whole number from 1 to 900
			number | 901      | a whole number from 1 to 900
			number | 1.5      | a whole number from 1 to 900
			number | ''       | a whole number from 1 to 900
			number | 99999999999 | a whole number from 1 to 900
			share  | 0        | a share, more than 0 and at most 1
			share  | 1.01     | a share, more than 0 and at most 1
			share  | -1       | a share, more than 0 and at most 1
			share  | NaN      | a share, more than 0 and at most 1
			share  | half     | a share, more than 0 and at most 1
			path   | api/**   | a path pattern such as /api/orders or /api/**
			path   | /api/{   | a path pattern such as /api/orders or /api/**
			choice | fatal    | one of error, warn
			""")
	void refusesWhatIsOutOfRange(String name, String value, String range) {
		assertRefused(Map.of(name, List.of(value)), "%s '%s' must be %s".formatted(name, value, range));
	}

	@Test
	void refusesWhatIsNoParameter() {
		assertRefused(Map.of("numbr", List.of("1")),
				"'numbr' is no parameter of test: it has number, share, path, choice");
	}

	@Test
	void refusesAValueThatIsGivenTwice() {
		assertRefused(Map.of("number", List.of("1", "2")), "number is given more than once: give it once");
	}

	@Test
	void hasNoValueOfAnotherFault() {
		assertThatIllegalArgumentException().isThrownBy(() -> read(Map.of()).get(Parameter.share("other", 1)));
	}

	private static void assertRefused(Map<String, List<String>> given, String message) {
		assertThatExceptionOfType(FaultException.class).isThrownBy(() -> read(given)).satisfies((ex) -> {
			assertThat(ex.getStatus()).isEqualTo(HttpStatus.BAD_REQUEST);
			assertThat(ex).hasMessage(message);
		});
	}

	private static Settings read(Map<String, List<String>> given) {
		return Settings.read("test", PARAMETERS, given);
	}

}
