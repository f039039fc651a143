package dev.telltale.observability.logging;

import java.util.LinkedHashMap;
import java.util.Map;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import dev.telltale.observability.identity.ServiceIdentity;
import net.logstash.logback.composite.loggingevent.StackHashJsonProvider;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.env.Environment;

/**
 * Makes the encoder that writes one JSON object a line, with the field names of
 * Telltale's vocabulary.
 */
final class JsonEncoderFactory {

	private static final String IGNORE = "[ignore]";

	private JsonEncoderFactory() {
	}

	static Encoder<ILoggingEvent> create(LoggerContext context, Environment environment) {
		LogstashEncoder encoder = new LogstashEncoder();
		encoder.setContext(context);
		encoder.setFieldNames(fieldNames());
		encoder.setCustomFields(serviceFields(environment));
		encoder.addMdcKeyFieldName("traceId=trace_id");
		encoder.addMdcKeyFieldName("spanId=span_id");
		// Spring's own lines carry Commons Logging's marker, which tells nobody anything.
		encoder.setIncludeTags(false);
		encoder.setIncludeContext(false);
		StackHashJsonProvider stackHash = new StackHashJsonProvider();
		stackHash.setFieldName("stack_hash");
		encoder.addProvider(stackHash);
		encoder.start();
		return encoder;
	}

	private static LogstashFieldNames fieldNames() {
		LogstashFieldNames names = new LogstashFieldNames();
		names.setVersion(IGNORE);
		names.setLevelValue(IGNORE);
		names.setLogger("logger_name");
		names.setThread("thread_name");
		names.setStackTrace("stack_trace");
		return names;
	}

	private static String serviceFields(Environment environment) {
		ServiceIdentity identity = ServiceIdentity.of(environment);
		Map<String, String> fields = new LinkedHashMap<>();
		put(fields, "service_name", identity.name());
		put(fields, "service_version", identity.version());
		put(fields, "environment", identity.environment());
		return JsonMapper.shared().writeValueAsString(fields);
	}

	private static void put(Map<String, String> fields, String field, @Nullable String value) {
		if (value != null) {
			fields.put(field, value);
		}
	}

}
