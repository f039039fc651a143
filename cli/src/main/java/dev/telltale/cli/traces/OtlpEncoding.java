package dev.telltale.cli.traces;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.telltale.tools.http.RefusedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two encodings of OTLP over HTTP. A request is answered in its own.
 */
enum OtlpEncoding {

	/** Binary protobuf. */
	PROTOBUF("application/x-protobuf") {

		@Override
		ExportTraceServiceRequest decode(byte[] body) throws RefusedException {
			try {
				return ExportTraceServiceRequest.parseFrom(body);
			}
			catch (InvalidProtocolBufferException ex) {
				throw new RefusedException(400, "Not an export of traces: the body is not its protobuf message");
			}
		}

		@Override
		byte[] success(int rejected, String message) {
			if (rejected == 0) {
				return ExportTraceServiceResponse.getDefaultInstance().toByteArray();
			}
			return ExportTraceServiceResponse.newBuilder()
				.setPartialSuccess(
						ExportTracePartialSuccess.newBuilder().setRejectedSpans(rejected).setErrorMessage(message))
				.build()
				.toByteArray();
		}

		@Override
		byte[] error(int code, String message) {
			// A google.rpc.Status, which is too small to depend on a library for.
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			try {
				CodedOutputStream out = CodedOutputStream.newInstance(bytes);
				out.writeInt32(1, code);
				out.writeString(2, message);
				out.flush();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return bytes.toByteArray();
		}

	},

	/** JSON as protobuf maps it, with ids in hexadecimal digits. */
	JSON("application/json") {

		@Override
		ExportTraceServiceRequest decode(byte[] body) throws RefusedException {
			return OtlpJson.parse(body);
		}

		@Override
		byte[] success(int rejected, String message) {
			if (rejected == 0) {
				return mapper.writeValueAsBytes(Map.of());
			}
			Map<String, Object> partial = new LinkedHashMap<>();
			// Protobuf writes 64-bit numbers as text.
			partial.put("rejectedSpans", Integer.toString(rejected));
			partial.put("errorMessage", message);
			return mapper.writeValueAsBytes(Map.of("partialSuccess", partial));
		}

		@Override
		byte[] error(int code, String message) {
			Map<String, Object> status = new LinkedHashMap<>();
			status.put("code", code);
			status.put("message", message);
			return mapper.writeValueAsBytes(status);
		}

	};

	private static final JsonMapper mapper = new JsonMapper();

	private final String contentType;

	OtlpEncoding(String contentType) {
		this.contentType = contentType;
	}

	/**
	 * Return the encoding of a body.
	 * @param contentType the media type that its sender gives
	 * @return the encoding, or {@code null} if it is none of OTLP's
	 */
	static @Nullable OtlpEncoding of(@Nullable String contentType) {
		if (contentType == null) {
			return null;
		}
		String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
		for (OtlpEncoding encoding : values()) {
			if (encoding.contentType.equals(mediaType)) {
				return encoding;
			}
		}
		return null;
	}

	String contentType() {
		return this.contentType;
	}

	/**
	 * Decode a request.
	 * @param body the uncompressed body
	 * @return the request
	 * @throws RefusedException if the body is not one
	 */
	abstract ExportTraceServiceRequest decode(byte[] body) throws RefusedException;

	/**
	 * Return the body of the answer to a request that was taken.
	 * @param rejected how many of its spans were not
	 * @param message why
	 * @return the body
	 */
	abstract byte[] success(int rejected, String message);

	/**
	 * Return the body of the answer to a request that was refused.
	 * @param code the code of gRPC
	 * @param message one line: what, where, what to do
	 * @return the body
	 */
	abstract byte[] error(int code, String message);

}
