package dev.telltale.archetype;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Services that are generated, built and started as users do it, for the cases in
 * src/test/resources/projects that the property {@code archetype.cases} names.
 */
class ServiceArchetypeIT {

	// Three times what is documented: a slow machine passes, a broken promise does not.
	private static final Duration GENERATION = Duration.ofSeconds(15);

	private static final Duration BUILD = Duration.ofSeconds(180);

	static List<String> cases() {
		String cases = System.getProperty("archetype.cases");
		return cases.equals("all") ? GeneratedService.cases() : List.of(cases.split(","));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void isObservableOnItsFirstDay(String name) throws Exception {
		GeneratedService service = GeneratedService.of(name, Folders.empty(name));
		assertThat(service.generation().exitCode()).as(service.generation().log()).isZero();
		GeneratedFiles.in(service.folder()).areComplete();
		Maven.Run build = service.build();
		assertThat(build.exitCode()).as(build.log()).isZero();
		System.out.printf("%s: generated in %.1f s, built and tested in %.1f s%n", name,
				service.generation().took().toMillis() / 1000.0, build.took().toMillis() / 1000.0);
		assertThat(build.log().lines().filter((line) -> line.startsWith("[WARNING]"))).isEmpty();
		assertThatItsTestsPassed(service);
		assertThatItsJarWorks(service);
		assertThat(service.generation().took()).isLessThan(GENERATION);
		assertThat(build.took()).isLessThan(BUILD);
	}

	private static void assertThatItsTestsPassed(GeneratedService service) {
		Set<String> expected = new TreeSet<>(
				Set.of("BookingsTests", "BookingControllerTests", "MonitoringTests", "ObservabilityTests"));
		if (service.has("chart")) {
			expected.add("ChartTests");
		}
		if (service.has("kafka")) {
			expected.addAll(Set.of("BookingAnnouncementTests", "UnheardBookingTests"));
		}
		assertThat(service.tests().keySet()).isEqualTo(expected);
		assertThat(service.tests()).allSatisfy((type, counts) -> {
			assertThat(counts[0]).as("tests of %s", type).isPositive();
			assertThat(counts[1]).as("tests of %s that did not pass", type).isZero();
		});
	}

	private static void assertThatItsJarWorks(GeneratedService service) throws Exception {
		try (PackagedService running = PackagedService.start(service.java(), service.jar())) {
			assertThat(running.post("/api/bookings?seats=2").statusCode()).isEqualTo(201);
			assertThat(running.post("/api/bookings?seats=9").statusCode()).isEqualTo(422);
			assertThat(running.get("/api/bookings").body()).contains("\"seats\":2");
			assertThat(running.get("/actuator/prometheus").body()).contains(
					"business_events_total{event=\"booking\",outcome=\"failure\"} 1.0",
					"version=\"" + service.properties().get("version") + "\"",
					"slo_objective_ratio{sli=\"availability\",slo=\"bookings\"} "
							+ service.properties().get("availability"));
		}
	}

}
