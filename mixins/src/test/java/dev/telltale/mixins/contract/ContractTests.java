package dev.telltale.mixins.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.doctor.Answers;
import dev.telltale.mixins.doctor.Catalogue;
import dev.telltale.mixins.doctor.Doctor;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import dev.telltale.mixins.doctor.Question.Kind;
import dev.telltale.mixins.doctor.Surroundings;
import dev.telltale.tools.prometheus.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Contract}, at a Prometheus that has {@code up} and {@code jvm_info}.
 */
class ContractTests {

	private static final Answers LITTLE = (expression) -> expression.matches(".*(up|jvm_inf).*")
			? List.of(new Sample(Map.of("job", "shop"), Instant.EPOCH, 1)) : List.of();

	@TempDir
	Path directory;

	@Test
	void isKeptByDataAndByDeclaredReasons() throws Exception {
		ContractReport report = check("""
				mayBeEmpty: [{ finding: 'feature off', metrics: 'hikaricp_.*', why: 'No database.' }],
				unused: { '.*': 'Nothing is looked at here.' },
				""", alert("Down", "up == 0"), alert("Full", "max by (job) (hikaricp_connections_pending) > 0"));
		assertThat(report.breaches()).isEmpty();
		assertThat(report.summary()).contains("2 1 with data, 1 declared, 0 broken", "1 declared: No database.");
	}

	@Test
	void isBrokenByWhatReturnsNothing() throws Exception {
		ContractReport report = check("mayBeEmpty: [], unused: { '.*': 'Nothing is looked at here.' },",
				alert("Full", "max by (job) (hikaricp_connections_pending) > 0"));
		assertThat(report.breaches()).singleElement()
			.asString()
			.startsWith("Full: feature off: hikaricp_connections_pending is there once")
			.contains("max by (job)");
	}

	@Test
	void isBrokenByAReasonThatExplainsNothing() throws Exception {
		ContractReport report = check("""
				mayBeEmpty: [
				  { finding: 'feature off', metrics: 'hikaricp_.*', why: 'No database.' },
				  { finding: 'no traffic yet', metrics: 'node_.*', why: 'It depends.', sometimes: true },
				],
				unused: { '.*': 'Nothing is looked at here.' },
				""", alert("Down", "up == 0"));
		assertThat(report.breaches()).containsExactly("declared empty, but nothing is: feature off of hikaricp_.*");
	}

	@Test
	void isBrokenByMetricsThatNobodyReads() throws Exception {
		ContractReport report = check(
				"""
						mayBeEmpty: [],
						unused: { '(?!jvm_memory_used_bytes|jvm_info).*': 'Not looked at.', 'gone_.*': 'There is no such thing.' },
						""",
				alert("Down", "up == 0 and {__name__=~'jvm_inf.'}"));
		assertThat(report.breaches()).containsExactly(
				"nobody reads jvm_memory_used_bytes, and it is not declared unused",
				"declared unused, but read or not exported: gone_.*");
	}

	@Test
	void isBrokenBySearchesForWhatIsNotThere() throws Exception {
		Question logs = new Question("Logs / Lines / A", Kind.LOGS, "{job=\"shop\"}", Set.of(), List.of());
		ContractReport report = check("mayBeEmpty: [], unused: { '.*': 'Nothing is looked at here.' },", logs);
		assertThat(report.breaches()).singleElement().asString().startsWith("Logs / Lines / A: job is no label");
		assertThat(report.summary()).contains("1 read, not executed, 1 broken");
	}

	private static Question alert(String name, String expression) {
		return new Question(name, Kind.ALERT, expression, Set.of(), List.of());
	}

	private ContractReport check(String declared, Question... questions) throws Exception {
		Files.writeString(this.directory.resolve("mixin.libsonnet"),
				"(import 'telltale/mixin/mixin.libsonnet') + { contract+:: { %s } }".formatted(declared));
		Mixin mixin = Mixin.in(this.directory);
		Catalogue catalogue = Catalogue.bundled();
		Inventory inventory = new Inventory(List.of(questions));
		Doctor doctor = new Doctor(LITTLE, catalogue, inventory, new Surroundings(Map.of(), List.of("job"), Map.of()));
		return Contract.of(mixin, catalogue).check(inventory, doctor);
	}

}
