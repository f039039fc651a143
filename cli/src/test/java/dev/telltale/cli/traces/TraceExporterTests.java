package dev.telltale.cli.traces;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.telltale.cli.traces.Span.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TraceReceiver} against OpenTelemetry's own exporter.
 */
class TraceExporterTests {

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "none" })
	void takesWhatTheExporterSends(String compression) throws Exception {
		try (FakeZipkin zipkin = FakeZipkin.start();
				TraceReceiver receiver = TraceReceiver.start(new InetSocketAddress("127.0.0.1", 0), zipkin.uri())) {
			String trace;
			try (SdkTracerProvider provider = provider(receiver, compression)) {
				trace = trace(provider.get("checkout", "2.0"));
				assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
			}
			List<Span> spans = receiver.find(trace);
			assertThat(spans).hasSize(2);
			Span parent = spans.get(0);
			assertThat(parent.name()).isEqualTo("POST /api/orders");
			assertThat(parent.kind()).isEqualTo(Kind.SERVER);
			assertThat(parent.service()).isEqualTo("sample-service");
			assertThat(parent.parentId()).isNull();
			assertThat(parent.error()).isEqualTo("declined");
			assertThat(parent.attributes()).containsEntry("http.response.status_code", "500")
				.containsEntry("tags", "[\"a\",\"b\"]");
			assertThat(parent.context()).containsEntry("otel.scope.name", "checkout")
				.containsEntry("otel.scope.version", "2.0");
			assertThat(parent.events()).singleElement()
				.satisfies((event) -> assertThat(event.attributes())
					.containsEntry("exception.type", "java.lang.IllegalStateException")
					.containsKey("exception.stacktrace"));
			Span child = spans.get(1);
			assertThat(child.parentId()).isEqualTo(parent.id());
			assertThat(child.kind()).isEqualTo(Kind.CLIENT);
			assertThat(child.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(2));
			assertThat(receiver.counts().received()).isEqualTo(2);
		}
	}

	@Test
	void losesNothingOfABurst() throws Exception {
		int traces = 2000;
		try (FakeZipkin zipkin = FakeZipkin.start();
				TraceReceiver receiver = TraceReceiver.start(new InetSocketAddress("127.0.0.1", 0), zipkin.uri())) {
			try (SdkTracerProvider provider = provider(receiver, "gzip")) {
				Tracer tracer = provider.get("burst");
				for (int i = 0; i < traces; i++) {
					tracer.spanBuilder("work").startSpan().end();
				}
				assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
			}
			Await.until(() -> receiver.counts().forwarded() == traces);
			assertThat(zipkin.taken()).hasSize(traces).doesNotHaveDuplicates();
		}
	}

	private static SdkTracerProvider provider(TraceReceiver receiver, String compression) {
		OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
			.setEndpoint(receiver.uri().resolve("v1/traces").toString())
			.setCompression(compression)
			.build();
		return SdkTracerProvider.builder()
			.setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "sample-service")))
			.addSpanProcessor(BatchSpanProcessor.builder(exporter).setMaxQueueSize(4096).build())
			.build();
	}

	private static String trace(Tracer tracer) throws InterruptedException {
		io.opentelemetry.api.trace.Span parent = tracer.spanBuilder("POST /api/orders")
			.setSpanKind(SpanKind.SERVER)
			.setAttribute("http.response.status_code", 500L)
			.setAttribute(AttributeKey.stringArrayKey("tags"), List.of("a", "b"))
			.startSpan();
		try (Scope scope = parent.makeCurrent()) {
			io.opentelemetry.api.trace.Span child = tracer.spanBuilder("POST").setSpanKind(SpanKind.CLIENT).startSpan();
			Thread.sleep(3);
			child.end();
			parent.recordException(new IllegalStateException("declined"));
			parent.setStatus(StatusCode.ERROR, "declined");
		}
		parent.end();
		return parent.getSpanContext().getTraceId();
	}

}
