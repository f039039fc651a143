package dev.telltale.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import dev.telltale.chart.Manifest.Document;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record that Helm keeps of a release in a Secret: chart, values and rendered objects
 * as JSON, compressed, as text. Of the charts that the chart depends on only the values
 * are in it.
 */
final class ReleaseRecord {

	private static final JsonMapper JSON = new JsonMapper();

	private final ObjectNode chart = JSON.createObjectNode();

	private final ObjectNode values;

	private final ObjectNode record = JSON.createObjectNode();

	/**
	 * Make the record of the first revision of a release.
	 * @param archive the packed chart
	 * @param release the release
	 * @param manifest its objects
	 * @param hooks its hooks
	 * @param notes its notes
	 */
	ReleaseRecord(Path archive, Release release, String manifest, List<Document> hooks, String notes) {
		this.record.put("name", release.name()).put("namespace", release.namespace()).put("version", 1);
		this.record.putObject("info")
			.put("first_deployed", "2026-01-01T00:00:00.000000000Z")
			.put("last_deployed", "2026-01-01T00:00:00.000000000Z")
			.put("deleted", "")
			.put("description", "Install complete")
			.put("status", "deployed")
			.put("notes", notes);
		this.record.set("chart", this.chart);
		this.chart.putArray("templates");
		this.chart.putArray("files");
		this.values = this.chart.putObject("values");
		readChart(archive);
		ObjectNode config = this.record.putObject("config");
		release.valuesFiles().forEach((file) -> merge(config, read(file)));
		release.settings().forEach(config::put);
		this.record.put("manifest", manifest);
		for (Document hook : hooks) {
			this.record.withArray("/hooks").addObject().put("path", hook.source()).put("manifest", hook.text());
		}
	}

	private void readChart(Path archive) {
		try (InputStream file = Files.newInputStream(archive);
				TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
			for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
				// The first folder is the chart.
				String path = entry.getName().substring(entry.getName().indexOf('/') + 1);
				add(path, tar.readAllBytes());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void add(String path, byte[] content) {
		switch (path) {
			case "Chart.yaml" -> this.chart.set("metadata", yaml(content));
			case "Chart.lock" -> this.chart.set("lock", yaml(content));
			case "values.yaml" -> merge(this.values, yaml(content));
			case "values.schema.json" -> this.chart.put("schema", Base64.getEncoder().encodeToString(content));
			default -> {
				if (!path.startsWith("charts/")) {
					this.chart.withArray(path.startsWith("templates/") ? "/templates" : "/files")
						.addObject()
						.put("name", path)
						.put("data", Base64.getEncoder().encodeToString(content));
				}
				else if (path.matches("charts/[^/]+/values\\.yaml")) {
					merge(this.values.withObjectProperty(path.split("/")[1]), yaml(content));
				}
			}
		}
	}

	private static void merge(ObjectNode target, JsonNode source) {
		if (source instanceof ObjectNode object) {
			object.properties().forEach((entry) -> target.set(entry.getKey(), entry.getValue()));
		}
	}

	private static JsonNode yaml(byte[] content) {
		return Manifest.read(new String(content, StandardCharsets.UTF_8));
	}

	private static JsonNode read(Path file) {
		try {
			return yaml(Files.readAllBytes(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return its size.
	 * @return bytes in the Secret, of which Kubernetes takes at most 1048576
	 */
	long size() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream gzip = new BestGzip(bytes)) {
			gzip.write(JSON.writeValueAsBytes(this.record));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return Base64.getEncoder().encode(bytes.toByteArray()).length;
	}

	private static final class BestGzip extends GZIPOutputStream {

		BestGzip(OutputStream out) throws IOException {
			super(out);
			this.def.setLevel(Deflater.BEST_COMPRESSION);
		}

	}

}
