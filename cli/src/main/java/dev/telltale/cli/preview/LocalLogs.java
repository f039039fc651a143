package dev.telltale.cli.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.telltale.cli.logs.LogEntry;
import dev.telltale.cli.logs.LogFilter;
import dev.telltale.cli.logs.LogFiles;
import dev.telltale.preview.Logs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers panels of logs from the log files of the services of a stack. It looks at the
 * newest 10,000 lines. Thread-safe.
 *
 * @param folder the folder of the log files
 */
public record LocalLogs(Path folder) implements Logs {

	private static final JsonMapper JSON = new JsonMapper();

	@Override
	public List<Line> query(String query, Instant from, Instant to, int limit) throws IOException {
		LogQuery parsed;
		try {
			parsed = LogQuery.parse(query);
		}
		catch (IllegalArgumentException ex) {
			throw new IOException(ex.getMessage());
		}
		List<Line> lines = new ArrayList<>();
		if (!Files.isDirectory(this.folder)) {
			return lines;
		}
		List<LogEntry> entries = LogFiles.find(this.folder, LogFilter.all().withSince(from)).entries();
		// The newest first.
		for (int i = entries.size() - 1; i >= 0 && lines.size() < limit; i--) {
			LogEntry entry = entries.get(i);
			Map<String, String> fields = fields(entry);
			if (!entry.time().isAfter(to) && parsed.takes(entry, fields)) {
				lines.add(new Line(entry.time(), parsed.show(entry, fields), fields));
			}
		}
		return lines;
	}

	private static Map<String, String> fields(LogEntry entry) {
		Map<String, String> fields = new LinkedHashMap<>();
		if (entry.json()) {
			for (Map.Entry<String, JsonNode> field : JSON.readTree(entry.raw()).properties()) {
				if (field.getValue().isValueNode()) {
					fields.put(field.getKey(), field.getValue().asString(""));
				}
			}
		}
		else {
			fields.put("message", entry.message());
		}
		fields.put("service_name", entry.service());
		return fields;
	}

}
