package dev.telltale.faults;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The address of the faults in a servlet service.
 */
class FaultsServlet extends HttpServlet {

	private static final long serialVersionUID = 1L;

	private final transient FaultsApi api;

	FaultsServlet(FaultsApi api) {
		this.api = api;
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String path = (request.getPathInfo() != null) ? request.getPathInfo() : "";
		Map<String, List<String>> parameters = new LinkedHashMap<>();
		request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
		write(this.api.answer(request.getMethod(), path, parameters), response);
	}

	static void write(FaultsApi.Answer answer, HttpServletResponse response) throws IOException {
		response.setStatus(answer.status());
		if (answer.contentType() != null) {
			response.setContentType(answer.contentType());
			response.setContentLength(answer.body().length);
			response.getOutputStream().write(answer.body());
		}
	}

}
