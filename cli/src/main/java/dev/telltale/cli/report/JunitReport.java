package dev.telltale.cli.report;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import dev.telltale.cli.scenario.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Writes verdicts as JUnit XML, which build servers read: a suite a scenario, a case a
 * step.
 */
public final class JunitReport {

	private JunitReport() {
	}

	/**
	 * Write a report.
	 * @param file the file
	 * @param verdicts the verdicts
	 * @throws IOException if the file cannot be written
	 */
	public static void write(Path file, List<Verdict> verdicts) throws IOException {
		StringWriter text = new StringWriter();
		try {
			XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
			xml.writeStartDocument("UTF-8", "1.0");
			xml.writeStartElement("testsuites");
			xml.writeAttribute("name", "telltale prove");
			for (Verdict verdict : verdicts) {
				suite(xml, verdict);
			}
			xml.writeEndElement();
			xml.writeEndDocument();
			xml.close();
		}
		catch (XMLStreamException ex) {
			throw new IOException(ex);
		}
		Files.writeString(file, text.toString());
	}

	private static void suite(XMLStreamWriter xml, Verdict verdict) throws XMLStreamException {
		xml.writeStartElement("testsuite");
		xml.writeAttribute("name", verdict.scenario());
		xml.writeAttribute("tests", Integer.toString(verdict.rows().size()));
		xml.writeAttribute("failures", count(verdict, Verdict.Result.FAILED));
		xml.writeAttribute("errors", "0");
		xml.writeAttribute("skipped", count(verdict, Verdict.Result.SKIPPED));
		xml.writeAttribute("timestamp", verdict.begin().toString());
		xml.writeAttribute("time", seconds(verdict.took()));
		int number = 0;
		for (Verdict.Row row : verdict.rows()) {
			xml.writeStartElement("testcase");
			xml.writeAttribute("classname", "telltale.prove." + verdict.scenario());
			// A step may come more than once.
			xml.writeAttribute("name", "%02d %s: %s".formatted(++number, row.step(), row.expected()));
			xml.writeAttribute("time", seconds(row.took()));
			switch (row.result()) {
				case PASSED -> {
				}
				case FAILED -> {
					xml.writeStartElement("failure");
					xml.writeAttribute("message", row.seen());
					xml.writeEndElement();
				}
				case SKIPPED -> xml.writeEmptyElement("skipped");
			}
			xml.writeEndElement();
		}
		if (verdict.stall() != null) {
			xml.writeStartElement("system-out");
			xml.writeCharacters("stalled: " + verdict.stall());
			xml.writeEndElement();
		}
		xml.writeEndElement();
	}

	private static String count(Verdict verdict, Verdict.Result result) {
		return Long.toString(verdict.rows().stream().filter((row) -> row.result() == result).count());
	}

	private static String seconds(@Nullable Duration duration) {
		return String.format(Locale.ROOT, "%.3f", (duration != null) ? duration.toMillis() / 1000.0 : 0);
	}

}
