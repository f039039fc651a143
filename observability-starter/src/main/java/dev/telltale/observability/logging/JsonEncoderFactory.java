package dev.telltale.observability.logging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import dev.telltale.observability.identity.ServiceIdentity;
import net.logstash.logback.composite.AbstractFieldJsonProvider;
import net.logstash.logback.composite.GlobalCustomFieldsJsonProvider;
import net.logstash.logback.composite.JsonProviders;
import net.logstash.logback.composite.loggingevent.LogLevelJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggerNameJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventFormattedTimestampJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventThreadNameJsonProvider;
import net.logstash.logback.composite.loggingevent.StackTraceJsonProvider;
import net.logstash.logback.decorate.JsonGeneratorDecorator;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import net.logstash.logback.mask.FieldMasker;
import net.logstash.logback.mask.MaskingJsonGenerator;
import net.logstash.logback.stacktrace.ShortenedThrowableConverter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.env.Environment;

/**
 * Makes the encoder that writes one JSON object a line, with the field names of
 * Telltale's vocabulary.
 */
final class JsonEncoderFactory {

	private static final String REDUCED = "(line reduced) ";

	// A character takes up to six bytes; message, stack trace and eight values share a
	// line.
	private static final int REDUCED_TEXT_SHARE = 24;

	private static final int REDUCED_VALUE_SHARE = 300;

	// Ids and timestamps stay whole.
	private static final int MIN_VALUE_LENGTH = 64;

	private JsonEncoderFactory() {
	}

	static Encoder<ILoggingEvent> create(LoggerContext context, Environment environment, LoggingSettings settings) {
		LoggingProperties properties = settings.properties();
		int maxLineSize = (int) properties.getMaxLineSize().toBytes();
		Limits limits = new Limits(properties.getMaxMessageLength(), properties.getStackTrace().getMaxLength(),
				properties.getMaxMessageLength());
		Limits reducedLimits = new Limits(Math.min(limits.message(), maxLineSize / REDUCED_TEXT_SHARE),
				Math.min(limits.stackTrace(), maxLineSize / REDUCED_TEXT_SHARE),
				Math.max(MIN_VALUE_LENGTH, Math.min(limits.value(), maxLineSize / REDUCED_VALUE_SHARE)));
		Map<String, String> service = serviceFields(environment);
		LineEncoder encoder = new LineEncoder(new PlainLineWriter(service, limits, settings.mask(), maxLineSize),
				() -> whole(context, service, settings, limits),
				() -> encoder(context, service, settings, reducedLimits, REDUCED), maxLineSize);
		encoder.setContext(context);
		encoder.start();
		return encoder;
	}

	private static LoggingEventCompositeJsonEncoder whole(LoggerContext context, Map<String, String> service,
			LoggingSettings settings, Limits limits) {
		LoggingEventCompositeJsonEncoder encoder = encoder(context, service, settings, limits, "");
		encoder.getProviders().addProvider(new ApplicationFieldsProvider());
		return encoder;
	}

	private static LoggingEventCompositeJsonEncoder encoder(LoggerContext context, Map<String, String> serviceFields,
			LoggingSettings settings, Limits limits, String messagePrefix) {
		LoggingEventCompositeJsonEncoder encoder = new LoggingEventCompositeJsonEncoder();
		encoder.setContext(context);
		encoder.setLineSeparator("UNIX");
		JsonGeneratorDecorator strict = (generator) -> new StrictJsonGenerator(generator, limits, settings.mask());
		encoder.addDecorator(strict);
		if (settings.mask() != null) {
			encoder.addDecorator(maskedFields(settings.mask()));
		}
		// The last one is asked first.
		JsonGeneratorDecorator parsing = ParsingJsonGenerator::new;
		encoder.addDecorator(parsing);
		Folding folding = new Folding(settings.properties().getStackTrace().getFolded());
		JsonProviders<ILoggingEvent> providers = encoder.getProviders();
		providers.addProvider(named(new LoggingEventFormattedTimestampJsonProvider(), LogFieldNames.TIMESTAMP));
		providers.addProvider(named(new LogLevelJsonProvider(), LogFieldNames.LEVEL));
		providers.addProvider(named(new LoggerNameJsonProvider(), LogFieldNames.LOGGER_NAME));
		providers.addProvider(named(new LoggingEventThreadNameJsonProvider(), LogFieldNames.THREAD_NAME));
		providers.addProvider(new MessageProvider(messagePrefix));
		GlobalCustomFieldsJsonProvider<ILoggingEvent> service = new GlobalCustomFieldsJsonProvider<>();
		service.setCustomFields(JsonMapper.shared().writeValueAsString(serviceFields));
		providers.addProvider(service);
		providers.addProvider(new CorrelationProvider());
		providers.addProvider(stackTrace(context, settings.properties().getStackTrace(), limits, folding));
		providers.addProvider(new StackHashProvider(folding::contains));
		return encoder;
	}

	private static JsonGeneratorDecorator maskedFields(SecretMask mask) {
		List<FieldMasker> masker = List.of((context) -> {
			String name = context.currentName();
			return (name != null && mask.isSecret(name)) ? SecretMask.MASK : null;
		});
		return (generator) -> new MaskingJsonGenerator(generator, masker, List.of());
	}

	private static StackTraceJsonProvider stackTrace(LoggerContext context, LoggingProperties.StackTrace properties,
			Limits limits, Folding folding) {
		ShortenedThrowableConverter converter = new ShortenedThrowableConverter();
		converter.setContext(context);
		converter.setRootCauseFirst(true);
		converter.setLineSeparator("UNIX");
		converter.setMaxDepthPerThrowable(properties.getMaxFrames());
		converter.setMaxLength(limits.stackTrace());
		folding.pattern().ifPresent(converter::addExclude);
		StackTraceJsonProvider provider = new StackTraceJsonProvider();
		provider.setFieldName(LogFieldNames.STACK_TRACE);
		provider.setThrowableConverter(converter);
		return provider;
	}

	private static <P extends AbstractFieldJsonProvider<ILoggingEvent>> P named(P provider, String name) {
		provider.setFieldName(name);
		return provider;
	}

	private static Map<String, String> serviceFields(Environment environment) {
		ServiceIdentity identity = ServiceIdentity.of(environment);
		Map<String, String> fields = new LinkedHashMap<>();
		put(fields, LogFieldNames.SERVICE_NAME, identity.name());
		put(fields, LogFieldNames.SERVICE_VERSION, identity.version());
		put(fields, LogFieldNames.ENVIRONMENT, identity.environment());
		return fields;
	}

	private static void put(Map<String, String> fields, String field, @Nullable String value) {
		if (value != null) {
			fields.put(field, value);
		}
	}

}
