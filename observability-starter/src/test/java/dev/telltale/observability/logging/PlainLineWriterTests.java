package dev.telltale.observability.logging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.Encoder;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlainLineWriter}: its lines are those of the general encoder, to the
 * byte.
 */
class PlainLineWriterTests {

	private static final Limits LIMITS = new Limits(1000, 1000, 1000);

	private static final Map<String, String> SERVICE = Map.of("service_name", "shop");

	private final LoggerContext context = new LoggerContext();

	private final MockEnvironment environment = new MockEnvironment().withProperty("spring.application.name", "shop")
		.withProperty("spring.application.version", "1.2.3 \"é\"")
		.withProperty("telltale.logging.masking.patterns[0]", "IBAN\\w+");

	private final PlainLineWriter writer = new PlainLineWriter(SERVICE, LIMITS,
			new SecretMask(List.of("password"), List.of()), 4096);

	PlainLineWriterTests() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
	}

	@Test
	void writesTheSameLinesAsTheGeneralEncoder() {
		long seed = System.nanoTime();
		Texts texts = new Texts(seed);
		Encoder<ILoggingEvent> encoder = JsonEncoderFactory.create(this.context, this.environment,
				LoggingSettings.load(this.environment));
		for (int i = 0; i < 5000; i++) {
			Map<String, String> mdc = mdc(texts);
			String message = texts.next() + " IBAN123 " + texts.next();
			String thread = texts.next();
			Instant instant = Instant.ofEpochSecond(texts.nextInt(Integer.MAX_VALUE), texts.nextInt(1_000_000_000));
			LoggingEvent plain = event("{}", thread, instant, mdc, message);
			// It writes nothing, but takes the general encoder.
			LoggingEvent general = event("{}", thread, instant, mdc, message, StructuredArguments.entries(Map.of()));
			assertThat(new String(encoder.encode(plain), StandardCharsets.UTF_8)).as("event %d of seed %d", i, seed)
				.isEqualTo(new String(encoder.encode(general), StandardCharsets.UTF_8));
		}
	}

	private static Map<String, String> mdc(Texts texts) {
		Map<String, String> mdc = new HashMap<>();
		mdc.put("traceId", texts.next());
		mdc.put("spanId", "b7ad6b7169203331");
		mdc.put("correlation_id", texts.next());
		mdc.put(texts.next(), texts.next());
		mdc.put("user_password", texts.next());
		mdc.put("nothing", null);
		if (texts.nextInt(10) == 0) {
			mdc.put("trace_id", texts.next());
		}
		return mdc;
	}

	private LoggingEvent event(String message, String thread, Instant instant, Map<String, String> mdc,
			Object... arguments) {
		LoggingEvent event = new LoggingEvent("fqcn", this.context.getLogger("com.acme.Shop"), Level.WARN, message,
				null, arguments);
		event.setThreadName(thread);
		event.setInstant(instant);
		event.setMDCPropertyMap(mdc);
		return event;
	}

	@Test
	void writesWhatHasOnlyAMessageAndAnMdc() {
		assertThat(write(simple("Order 42"))).contains("\"message\":\"Order 42\",\"service_name\":\"shop\"")
			.endsWith("\"tenant\":\"acme\"}\n");
		assertThat(write(simple("Zürich, 日本\n\"\\\0"))).contains("\"Zürich, 日本\\n\\\"\\\\\\u0000\"");
	}

	@Test
	void leavesToTheGeneralEncoderWhatIsRare() {
		LoggingEvent marked = simple("Order 42");
		marked.addMarker(Markers.append("size", 3));
		LoggingEvent paired = simple("Order 42");
		paired.addKeyValuePair(new KeyValuePair("size", 3));
		LoggingEvent taken = event("Order 42", "main", Instant.EPOCH, Map.of("message", "mine"));
		LoggingEvent thrown = new LoggingEvent("fqcn", this.context.getLogger("shop"), Level.INFO, "Order 42",
				new IllegalStateException(), new Object[0]);
		LoggingEvent structured = new LoggingEvent("fqcn", this.context.getLogger("shop"), Level.INFO, "Order 42", null,
				new Object[] { StructuredArguments.kv("size", 3) });
		assertThat(List.of(marked, paired, taken, thrown, structured, simple("x".repeat(1001)),
				simple("\u0001".repeat(1000)), simple("\uD83D\uDE00")))
			.allSatisfy((event) -> assertThat(this.writer.line(event)).isNull());
	}

	@Test
	void leavesAllToTheGeneralEncoderIfAFieldOfTheVocabularyIsSecret() {
		PlainLineWriter cautious = new PlainLineWriter(SERVICE, LIMITS, new SecretMask(List.of("name"), List.of()),
				4096);
		assertThat(cautious.line(simple("Order 42"))).isNull();
	}

	private LoggingEvent simple(String message) {
		return event(message, "main", Instant.EPOCH, Map.of("tenant", "acme"));
	}

	private String write(ILoggingEvent event) {
		Line line = this.writer.line(event);
		assertThat(line).isNotNull();
		return new String(line.toByteArray(), StandardCharsets.UTF_8);
	}

}
