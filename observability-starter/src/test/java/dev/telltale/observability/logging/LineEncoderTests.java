package dev.telltale.observability.logging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LineEncoder} as {@link JsonEncoderFactory} makes it: one valid JSON
 * object a line for any input.
 */
class LineEncoderTests {

	private static final int MAX_LINE_SIZE = 64 * 1024;

	private static final JsonMapper strict = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private final LoggerContext context = new LoggerContext();

	private final MockEnvironment environment = new MockEnvironment().withProperty("spring.application.name", "shop");

	private @Nullable Encoder<ILoggingEvent> encoder;

	LineEncoderTests() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
	}

	@Test
	void anyEventIsOneLineOfStrictJson() {
		long seed = System.nanoTime();
		Texts texts = new Texts(seed);
		for (int i = 0; i < 3000; i++) {
			LoggingEvent event = event(texts);
			assertThat(line(event)).as("event %d of seed %d", i, seed).isNotNull();
		}
	}

	private LoggingEvent event(Texts texts) {
		Throwable throwable = (texts.nextInt(3) == 0) ? throwable(texts, texts.nextInt(4)) : null;
		Object[] arguments = { texts.next(), StructuredArguments.kv(texts.next(), texts.next()),
				StructuredArguments.raw(texts.next(), texts.next()),
				StructuredArguments.keyValue(texts.next(), Map.of(texts.next(), List.of(texts.next(), 1, 2.5))) };
		String name = texts.next();
		LoggingEvent event = new LoggingEvent("fqcn", this.context.getLogger(name.replaceAll("[.$]|^$", "x")),
				Level.INFO, texts.next() + "{} {}", throwable, arguments);
		event.setThreadName(texts.next());
		Map<String, String> mdc = new HashMap<>();
		for (int i = texts.nextInt(5); i > 0; i--) {
			mdc.put(texts.next(), texts.next());
		}
		if (texts.nextInt(3) == 0) {
			mdc.put("message", texts.next());
			mdc.put("trace_id", texts.next());
			mdc.put("traceId", texts.next());
			mdc.put("correlation_id", texts.next());
		}
		event.setMDCPropertyMap(mdc);
		event.addKeyValuePair(new KeyValuePair(texts.next(), texts.next()));
		event.addMarker(Markers.appendRaw(texts.next(), texts.next()));
		return event;
	}

	private static Throwable throwable(Texts texts, int depth) {
		Throwable cause = (depth > 0) ? throwable(texts, depth - 1) : null;
		IllegalStateException exception = new IllegalStateException(texts.next(), cause);
		exception.addSuppressed(new IllegalArgumentException(texts.next()));
		return exception;
	}

	@Test
	void fieldsOfTheApplicationGiveWayToTheVocabulary() {
		LoggingEvent event = event("Hello", null, StructuredArguments.kv("level", "mine"));
		event.setMDCPropertyMap(Map.of("message", "mine", "service_name", "mine", "tenant", "acme"));
		JsonNode line = line(event);
		assertThat(line.get("message").asString()).isEqualTo("Hello");
		assertThat(line.get("message_2").asString()).isEqualTo("mine");
		assertThat(line.get("service_name").asString()).isEqualTo("shop");
		assertThat(line.get("level").asString()).isEqualTo("INFO");
		assertThat(line.get("level_2").asString()).isEqualTo("mine");
		assertThat(line.get("tenant").asString()).isEqualTo("acme");
	}

	@Test
	void withoutFieldsOfTheApplicationThereIsNothingButTheVocabulary() {
		LoggingEvent event = event("Hello", new IllegalStateException("none left"));
		event.setMDCPropertyMap(Map.of("traceId", "0af7651916cd43dd8448eb211c80319c", "spanId", "b7ad6b7169203331",
				"correlation_id", "order-17"));
		assertThat(line(event).propertyNames()).containsExactly("@timestamp", "level", "logger_name", "thread_name",
				"message", "service_name", "trace_id", "span_id", "correlation_id", "stack_trace", "stack_hash");
	}

	@Test
	void aMessageThatIsMissingIsSaidToBe() {
		assertThat(line(event(null, null)).get("message").asString()).isEqualTo("null");
	}

	@Test
	void aHugeMessageIsCut() {
		String message = line(event("x".repeat(10_000_000), null)).get("message").asString();
		assertThat(message).hasSizeLessThan(17_000).endsWith("... (9983616 more characters)");
	}

	@Test
	void aLineThatIsTooLongIsReduced() {
		LoggingEvent event = event("\u0001".repeat(100_000), new IllegalStateException("\u0002".repeat(100_000)),
				StructuredArguments.kv("items", "x".repeat(10_000)));
		event.setThreadName("\u0003".repeat(100_000));
		event.setMDCPropertyMap(Map.of("traceId", "t".repeat(100_000), "correlation_id", "c".repeat(100_000)));
		JsonNode line = line(event);
		assertThat(line.get("message").asString()).startsWith("(line reduced) \u0001\u0001");
		assertThat(line.get("stack_trace").asString()).contains("IllegalStateException");
		assertThat(line.has("items")).isFalse();
	}

	@Test
	void aLineIsReducedToTheSmallestSizeAllowed() {
		this.environment.setProperty("telltale.logging.max-line-size", "8KB");
		LoggingEvent event = event("\u0001".repeat(10_000), new IllegalStateException("\u0002".repeat(10_000)));
		this.environment.setProperty("telltale.service.environment", "\u0003".repeat(10_000));
		this.environment.setProperty("telltale.service.version", "\u0003".repeat(10_000));
		this.environment.setProperty("spring.application.name", "\u0003".repeat(10_000));
		event.setThreadName("\u0003".repeat(10_000));
		event.setMDCPropertyMap(Map.of("traceId", "\u0004".repeat(10_000), "spanId", "\u0004".repeat(10_000),
				"correlation_id", "\u0004".repeat(10_000)));
		assertThat(encode(event)).hasSizeBetween(4096, 8192);
		assertThat(line(event).get("message").asString()).startsWith("(line reduced) \u0001");
	}

	@Test
	void aValueThatContainsItselfCostsOnlyTheFieldsOfTheApplication() {
		List<Object> cycle = new ArrayList<>();
		cycle.add(cycle);
		assertThat(line(event("Odd", null, StructuredArguments.fields(new Endless()))).get("message").asString())
			.isEqualTo("(line reduced) Odd");
		assertThat(
				line(event("Cycle", null, StructuredArguments.keyValue("cycle", new Object[] { cycle }))).get("level")
					.asString())
			.isEqualTo("INFO");
		assertThat(line(event("Well", null)).get("message").asString()).isEqualTo("Well");
	}

	@Test
	void aValueThatCannotBeReadCostsOnlyTheFieldsOfTheApplication() {
		assertThat(line(event("Odd", null, StructuredArguments.fields(new Refusing()))).get("message").asString())
			.isEqualTo("(line reduced) Odd");
	}

	@Test
	void theRootCauseOfDeepCausesIsKept() {
		Throwable throwable = new IllegalArgumentException("the root");
		for (int i = 0; i < 1000; i++) {
			throwable = new IllegalStateException("level " + i, throwable);
		}
		JsonNode line = line(event("Deep", throwable));
		assertThat(line.get("stack_trace").asString()).startsWith("java.lang.IllegalArgumentException: the root\n")
			.hasSizeLessThanOrEqualTo(16384);
	}

	@Test
	void circularCausesEnd() {
		Exception first = new IllegalStateException("first");
		Exception second = new IllegalStateException("second", first);
		first.initCause(second);
		JsonNode line = line(event("Circular", first));
		assertThat(line.get("stack_trace").asString()).contains("first", "second");
		assertThat(line.get("stack_hash").asString()).matches("[0-9a-f]{8}");
	}

	@Test
	void framesAreLimitedAndFolded() {
		this.environment.setProperty("telltale.logging.stack-trace.max-frames", "3");
		Throwable throwable = new IllegalStateException("none left");
		throwable
			.setStackTrace(new StackTraceElement[] { frame("com.acme.Shop", 1), frame("org.springframework.web.A", 2),
					frame("org.springframework.web.B", 3), frame("org.springframework.web.C", 4),
					frame("com.acme.Api", 5), frame("com.acme.Main", 6), frame("com.acme.Later", 7) });
		assertThat(line(event("Folded", throwable)).get("stack_trace").asString()).isEqualTo("""
				java.lang.IllegalStateException: none left
					at com.acme.Shop.run(Source.java:1)
					... 3 frames excluded
					at com.acme.Api.run(Source.java:5)
					at com.acme.Main.run(Source.java:6)
					... 4 frames truncated
				""");
	}

	@Test
	void theHashOfAnErrorIsStable() {
		String hash = hash("none left", frame("com.acme.Shop", 1), frame("org.springframework.web.A", 2),
				frame("com.acme.Api$$Lambda/0x00007f8a", 5));
		assertThat(hash("one left", frame("com.acme.Shop", 11), frame("com.acme.Api$$Lambda/0x00001b2c", 7)))
			.isEqualTo(hash);
		assertThat(hash("none left", frame("com.acme.Shop", 1), frame("com.acme.Other", 5))).isNotEqualTo(hash);
	}

	private String hash(String message, StackTraceElement... frames) {
		Throwable throwable = new IllegalStateException(message);
		throwable.setStackTrace(frames);
		return line(event("Hashed", throwable)).get("stack_hash").asString();
	}

	private static StackTraceElement frame(String className, int line) {
		return new StackTraceElement(className, "run", "Source.java", line);
	}

	@Test
	void secretsAreMaskedWhereverTheyStand() {
		this.environment.setProperty("telltale.logging.masking.patterns[0]", "\\bIBAN\\w+");
		LoggingEvent event = event("Login with password=hunter2 from IBAN123",
				new IllegalStateException("token=hunter2"),
				StructuredArguments.kv("user", Map.of("name", "bob", "password", Map.of("old", "hunter2"))),
				StructuredArguments.kv("pin_secret", 4711),
				StructuredArguments.raw("raw", "{\"api_key\":[\"hunter2\"]}"));
		event.setMDCPropertyMap(Map.of("authorization", "Basic hunter2"));
		event.addKeyValuePair(new KeyValuePair("sessionId", "hunter2"));
		event.addMarker(Markers.append("cookie", List.of("hunter2")));
		JsonNode line = line(event);
		assertThat(line.toString()).doesNotContain("hunter2", "4711", "IBAN123");
		assertThat(line.get("message").asString()).isEqualTo("Login with password=**** from ****");
		assertThat(line.get("user").get("name").asString()).isEqualTo("bob");
		assertThat(line.get("user").get("password").asString()).isEqualTo("****");
		assertThat(line.get("pin_secret").asString()).isEqualTo("****");
	}

	@Test
	void maskingCanBeSwitchedOff() {
		this.environment.setProperty("telltale.logging.masking.enabled", "false");
		assertThat(line(event("password=hunter2", null)).get("message").asString()).isEqualTo("password=hunter2");
	}

	private LoggingEvent event(@Nullable String message, @Nullable Throwable throwable, Object... arguments) {
		return new LoggingEvent("fqcn", this.context.getLogger("shop"), Level.INFO, message, throwable, arguments);
	}

	private JsonNode line(ILoggingEvent event) {
		byte[] line = encode(event);
		assertThat(line.length).isBetween(1, MAX_LINE_SIZE);
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
			assertThat(text).endsWith("\n");
			assertThat(text.substring(0, text.length() - 1)).doesNotContain("\n", "\r");
			JsonNode node = strict.readTree(text);
			assertThat(node.isObject()).isTrue();
			return node;
		}
		catch (CharacterCodingException ex) {
			throw new AssertionError("Not UTF-8", ex);
		}
	}

	private byte[] encode(ILoggingEvent event) {
		if (this.encoder == null) {
			this.encoder = JsonEncoderFactory.create(this.context, this.environment,
					LoggingSettings.load(this.environment));
		}
		return this.encoder.encode(event);
	}

	static class Endless {

		public String getName() {
			return "endless";
		}

		public Endless getNext() {
			return new Endless();
		}

		@Override
		public String toString() {
			return "endless";
		}

	}

	static class Refusing {

		public String getName() {
			throw new UnsupportedOperationException("no name");
		}

	}

}
