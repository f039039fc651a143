package dev.telltale.tools.binaries;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class VersionTests {

	@ParameterizedTest
	@CsvSource({ "2.42.0, 2.42.0", "2.42.0+ds, 2.42.0", "2.42.0+ds-5+deb12u1, 2.42.0", "1:0.25.0-1+b4, 0.25.0",
			"v3.15.0, 3.15.0", "3.0.0-rc.1, 3.0.0", "2.45, 2.45.0" })
	void readsTheNumbers(String text, String expected) {
		assertThat(Version.parse(text)).map(Version::toString).contains(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "(branch: , revision: )", "2", "unknown", "99999999.1.1" })
	void findsNoVersionWhereNoneIs(String text) {
		assertThat(Version.parse(text)).isEmpty();
	}

	@Test
	void comparesNumbersAndNotText() {
		assertThat(new Version(2, 42, 0)).isGreaterThan(new Version(2, 9, 9)).isLessThan(new Version(3, 0, 0));
	}

	@ParameterizedTest
	@CsvSource({ "PROMETHEUS, 'prometheus, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5)', 2.42.0",
			"PROMTOOL, 'promtool, version 3.15.0 (branch: HEAD, revision: 0a1b2c)', 3.15.0",
			"ALERTMANAGER, 'alertmanager, version 0.25.0 (branch: debian/sid, revision: 0.25.0-1+b4)', 0.25.0",
			"AMTOOL, 'amtool, version 0.34.1 (branch: HEAD, revision: 0a1b2c)', 0.34.1",
			"NODE_EXPORTER, 'node_exporter, version 1.5.0 (branch: debian/sid, revision: 1.5.0-1+b6)', 1.5.0",
			"BLACKBOX_EXPORTER, 'blackbox_exporter, version 0.23.0 (branch: debian/sid, revision: 0.23.0)', 0.23.0" })
	void readsWhatEachProgramAnswers(Tool tool, String answer, String expected) {
		assertThat(VersionProbe.parse(tool, "a warning first\n" + answer + "\n  go version: go1.19.8"))
			.map(Version::toString)
			.contains(expected);
	}

	@Test
	void doesNotTakeOneProgramForAnother() {
		assertThat(VersionProbe.parse(Tool.PROMTOOL, "prometheus, version 2.42.0")).isEmpty();
	}

}
