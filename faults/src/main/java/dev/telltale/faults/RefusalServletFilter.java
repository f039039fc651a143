package dev.telltale.faults;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * Gives a reason where a servlet service's own security does not let a request through to
 * the faults.
 */
class RefusalServletFilter implements Filter {

	private final FaultsApi api;

	RefusalServletFilter(FaultsApi api) {
		this.api = api;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest httpRequest)
				|| !(response instanceof HttpServletResponse httpResponse)) {
			chain.doFilter(request, response);
			return;
		}
		Held held = new Held(httpResponse);
		chain.doFilter(request, held);
		FaultsApi.Answer reason = this.api.refused(httpRequest.getMethod(), held.getStatus());
		if (reason != null && !httpResponse.isCommitted()) {
			httpResponse.reset();
			FaultsServlet.write(reason, httpResponse);
		}
	}

	/**
	 * Keeps the container from answering a refusal itself.
	 */
	private static final class Held extends HttpServletResponseWrapper {

		Held(HttpServletResponse response) {
			super(response);
		}

		@Override
		public void sendError(int status, String message) {
			setStatus(status);
		}

		@Override
		public void sendError(int status) {
			setStatus(status);
		}

		@Override
		public void sendRedirect(String location) {
			setStatus(SC_FOUND);
		}

		@Override
		public void sendRedirect(String location, int status, boolean clearBuffer) {
			setStatus(status);
		}

		@Override
		public void flushBuffer() {
			// Writers of bodies flush, and would be too early.
		}

	}

}
