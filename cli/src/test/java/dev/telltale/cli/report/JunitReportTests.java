package dev.telltale.cli.report;

import java.nio.file.Path;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JunitReport}.
 */
class JunitReportTests {

	@Test
	void aSuiteIsAScenarioAndACaseAStep(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("junit.xml");
		JunitReport.write(file, List.of(Verdicts.GOOD, Verdicts.BAD));
		Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
		Element good = (Element) document.getElementsByTagName("testsuite").item(0);
		assertThat(good.getAttribute("name")).isEqualTo("error-burst");
		assertThat(good.getAttribute("tests")).isEqualTo("1");
		assertThat(good.getAttribute("failures")).isEqualTo("0");
		assertThat(good.getAttribute("time")).isEqualTo("40.000");
		Element bad = (Element) document.getElementsByTagName("testsuite").item(1);
		assertThat(bad.getAttribute("failures")).isEqualTo("1");
		assertThat(bad.getAttribute("skipped")).isEqualTo("1");
		Element failure = (Element) bad.getElementsByTagName("failure").item(0);
		assertThat(failure.getAttribute("message")).isEqualTo("never & nowhere");
		assertThat(bad.getElementsByTagName("system-out").item(0).getTextContent())
			.isEqualTo("stalled: this process stood still for 3.0 s");
	}

}
