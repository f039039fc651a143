package dev.telltale.observability.logging;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes that go through the output stream, as nearly all bodies do. A writer
 * is left to the container, for it would have to be flushed too early.
 */
class CountingServletResponse extends HttpServletResponseWrapper {

	private @Nullable CountingStream stream;

	CountingServletResponse(HttpServletResponse response) {
		super(response);
	}

	long getCount() {
		CountingStream stream = this.stream;
		return (stream != null) ? stream.count : 0;
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		CountingStream stream = this.stream;
		if (stream == null) {
			stream = new CountingStream(super.getOutputStream());
			this.stream = stream;
		}
		return stream;
	}

	@Override
	public void reset() {
		super.reset();
		this.stream = null;
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		CountingStream stream = this.stream;
		if (stream != null) {
			stream.count = 0;
		}
	}

	private static final class CountingStream extends ServletOutputStream {

		private final ServletOutputStream delegate;

		// Read by the thread that completes an asynchronous request.
		private volatile long count;

		CountingStream(ServletOutputStream delegate) {
			this.delegate = delegate;
		}

		@Override
		public void write(int value) throws IOException {
			this.delegate.write(value);
			add(1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.delegate.write(bytes, offset, length);
			add(length);
		}

		private void add(int length) {
			// One thread writes a response at a time.
			long count = this.count;
			this.count = count + length;
		}

		@Override
		public void flush() throws IOException {
			this.delegate.flush();
		}

		@Override
		public void close() throws IOException {
			this.delegate.close();
		}

		@Override
		public boolean isReady() {
			return this.delegate.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.delegate.setWriteListener(listener);
		}

	}

}
