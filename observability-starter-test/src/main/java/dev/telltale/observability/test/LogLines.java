package dev.telltale.observability.test;

import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.AssertProvider;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines that a service wrote, such as those of Boot's {@code CapturedOutput}.
 * Immutable; AssertJ's {@code assertThat} takes it and offers {@link LogLinesAssert}.
 */
public final class LogLines implements AssertProvider<LogLinesAssert> {

	private static final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private final List<JsonNode> objects;

	private final List<String> others;

	private LogLines(List<JsonNode> objects, List<String> others) {
		this.objects = List.copyOf(objects);
		this.others = List.copyOf(others);
	}

	/**
	 * Read lines.
	 * @param output the output of a service
	 * @return its lines
	 */
	public static LogLines of(CharSequence output) {
		List<JsonNode> objects = new ArrayList<>();
		List<String> others = new ArrayList<>();
		output.toString().lines().forEach((line) -> {
			try {
				JsonNode node = mapper.readTree(line);
				if (node.isObject()) {
					objects.add(node);
					return;
				}
			}
			catch (JacksonException ex) {
				// Kept as what it is, a line that is none of the log's.
			}
			others.add(line);
		});
		return new LogLines(objects, others);
	}

	/**
	 * Return the lines that are a JSON object.
	 * @return the objects, in their order
	 */
	public List<JsonNode> objects() {
		return this.objects;
	}

	/**
	 * Return the lines that are not, such as those of a banner.
	 * @return the lines, in their order
	 */
	public List<String> others() {
		return this.others;
	}

	@Override
	public LogLinesAssert assertThat() {
		return new LogLinesAssert(this);
	}

	@Override
	public String toString() {
		return this.objects.size() + " JSON lines and " + this.others.size() + " others";
	}

}
