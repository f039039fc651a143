package dev.telltale.observability.slo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SloReader}.
 */
class SloReaderTests {

	private static final String ORDERS = "telltale.slo.objectives.orders";

	@Test
	void countsAllRoutesWithoutConfiguration() {
		assertThat(read(Map.of())).containsExactly(new SloDefinition("http", new SloDefinition.HttpRequests(null, null),
				new SloDefinition.Availability(null), null, 5));
	}

	@Test
	void givesTheBuiltInSloAnObjective() {
		List<SloDefinition> slos = read(Map.of("telltale.slo.objectives.http.availability.objective", "0.99"));
		assertThat(slos).containsExactly(new SloDefinition("http", new SloDefinition.HttpRequests(null, null),
				new SloDefinition.Availability(0.99), null, 5));
	}

	@Test
	void countsAvailabilityOfTheBuiltInSloEvenIfOnlyLatencyIsPromised() {
		List<SloDefinition> slos = read(Map.of("telltale.slo.objectives.http.latency.objective", "0.99",
				"telltale.slo.objectives.http.latency.threshold", "1s"));
		assertThat(slos).singleElement()
			.extracting(SloDefinition::availability)
			.isEqualTo(new SloDefinition.Availability(null));
	}

	@Test
	void selectsAnObservation() {
		List<SloDefinition> slos = read(Map.of(ORDERS + ".observation", "order.place",
				ORDERS + ".availability.objective", "0.9", ORDERS + ".min-bad-events", "1"));
		assertThat(slos).last()
			.isEqualTo(new SloDefinition("orders", new SloDefinition.Observations("order.place"),
					new SloDefinition.Availability(0.9), null, 1));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			99.9 | write 0.999
			99   | write 0.99
			50   | write 0.5
			1    | above 0 and below 1
			0    | above 0 and below 1
			-0.5 | above 0 and below 1
			100  | above 0 and below 1
			NaN  | above 0 and below 1
			""")
	void refusesWhatIsNoRatio(String objective, String reason) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(
					() -> read(Map.of(ORDERS + ".http.uri", "/orders", ORDERS + ".availability.objective", objective)))
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo(ORDERS + ".availability.objective");
				assertThat(ex.getReason()).contains(reason);
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					http.uri=orders,availability.objective=0.9                          | orders.http.uri          | must start with '/'
					http.method=GET,availability.objective=0.9                          | orders.http.uri          | is missing
					http.uri=/orders                                                    | orders                   | promises nothing
					http.uri=/orders,observation=x,availability.objective=0.9           | orders                   | keep one of the two
					http.uri=/orders,latency.objective=0.9                              | orders.latency.threshold | such as 300ms
					http.uri=/orders,latency.objective=0.9,latency.threshold=0s         | orders.latency.threshold | such as 300ms
					http.uri=/orders,latency.threshold=1s                               | orders.latency.objective | is missing
					http.uri=/orders,availability.objective=0.9,min-bad-events=0        | orders.min-bad-events    | must be 1 or more
					http.uri=/or{ders,availability.objective=0.9                        | orders.http.uri          | path pattern
					""")
	void namesPropertyAndFix(String settings, String property, String reason) {
		Map<String, String> properties = new HashMap<>();
		for (String setting : settings.split(",")) {
			String[] pair = setting.split("=");
			properties.put(ORDERS + "." + pair[0], pair[1]);
		}
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(() -> read(properties))
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("telltale.slo.objectives." + property);
				assertThat(ex.getReason()).containsIgnoringCase(reason);
			});
	}

	@Test
	void refusesASelectorForTheBuiltInSlo() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> read(Map.of("telltale.slo.objectives.http.http.uri", "/x",
					"telltale.slo.objectives.http.availability.objective", "0.9")))
			.satisfies((ex) -> assertThat(ex.getReason()).contains("takes no selector"));
	}

	@Test
	void refusesANameThatIsNoLabelValueOfOurs() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> read(Map.of("telltale.slo.objectives[Orders v2].http.uri", "/x",
					"telltale.slo.objectives[Orders v2].availability.objective", "0.9")))
			.satisfies((ex) -> assertThat(ex.getReason()).contains("lower-case"));
	}

	private static List<SloDefinition> read(Map<String, String> properties) {
		SloProperties bound = new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("telltale.slo",
				SloProperties.class);
		return new SloReader(true).read(bound);
	}

}
