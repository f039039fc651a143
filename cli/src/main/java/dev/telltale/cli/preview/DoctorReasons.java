package dev.telltale.cli.preview;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.telltale.mixins.doctor.Answers;
import dev.telltale.mixins.doctor.Catalogue;
import dev.telltale.mixins.doctor.Diagnosis;
import dev.telltale.mixins.doctor.Doctor;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import dev.telltale.mixins.doctor.Surroundings;
import dev.telltale.preview.Reasons;
import dev.telltale.tools.prometheus.PrometheusClient;

/**
 * Lets the doctor say why a panel is empty. Thread-safe.
 */
public final class DoctorReasons implements Reasons {

	private static final String ELSEWHERE = "There is data now, but at none of the points of time that are shown:"
			+ " choose another time range, or a shorter interval.";

	private final PrometheusClient prometheus;

	private final Catalogue catalogue = Catalogue.bundled();

	private final Inventory inventory;

	private final Surroundings surroundings;

	/**
	 * Create reasons.
	 * @param prometheus the address of Prometheus
	 * @param inventory what the panels ask, and the rules whose recordings they read
	 * @param surroundings where Prometheus runs
	 */
	public DoctorReasons(URI prometheus, Inventory inventory, Surroundings surroundings) {
		this.prometheus = new PrometheusClient(prometheus);
		this.inventory = inventory;
		this.surroundings = surroundings;
	}

	@Override
	public String why(String expression) {
		// A doctor remembers answers: each look is one of its own.
		Doctor doctor = new Doctor(Answers.of(this.prometheus, Instant.now()), this.catalogue, this.inventory,
				this.surroundings);
		Diagnosis diagnosis = doctor
			.diagnose(new Question("preview", Question.Kind.PANEL, expression, Set.of(), List.of()));
		return diagnosis.hasData() ? ELSEWHERE : (diagnosis.reason() + " " + diagnosis.remedy()).strip();
	}

}
