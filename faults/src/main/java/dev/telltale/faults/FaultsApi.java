package dev.telltale.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * What is answered at the address of the faults. It writes its JSON itself, for a service
 * may have told its own mapper to write otherwise. Thread-safe; it may block.
 */
class FaultsApi {

	static final String PATH = "/faults";

	private static final Logger logger = LoggerFactory.getLogger(FaultsApi.class);

	private final JsonMapper mapper = JsonMapper.builder()
		.changeDefaultPropertyInclusion((value) -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private final Faults faults;

	FaultsApi(Faults faults) {
		this.faults = faults;
	}

	/**
	 * Return whether a path is the faults' own.
	 * @param path a path within the application
	 * @return whether it is
	 */
	static boolean owns(String path) {
		return path.equals(PATH) || path.startsWith(PATH + "/");
	}

	/**
	 * Answer a request.
	 * @param method its method
	 * @param path its path below the address, empty or with a slash before the name
	 * @param parameters its parameters
	 * @return the answer
	 */
	Answer answer(String method, String path, Map<String, List<String>> parameters) {
		String name = path.startsWith("/") ? path.substring(1) : path;
		try {
			return name.isEmpty() ? answerAll(method) : answerOne(method, name, parameters);
		}
		catch (FaultException ex) {
			return problem(ex.getStatus(), ex.getMessage());
		}
		catch (RuntimeException ex) {
			logger.error("{} {}{} failed", method, PATH, path, ex);
			return problem(HttpStatus.INTERNAL_SERVER_ERROR, "The fault failed: " + ex);
		}
	}

	private Answer answerAll(String method) {
		return switch (method) {
			case "GET", "HEAD" -> json(this.faults.states());
			case "DELETE" -> {
				this.faults.undoAll();
				yield Answer.EMPTY;
			}
			default -> notAllowed(method, PATH, "GET, DELETE");
		};
	}

	private Answer answerOne(String method, String name, Map<String, List<String>> parameters) {
		return switch (method) {
			case "GET", "HEAD" -> json(this.faults.state(name));
			case "PUT" -> json(this.faults.start(name, parameters));
			case "DELETE" -> {
				this.faults.undo(name);
				yield Answer.EMPTY;
			}
			default -> notAllowed(method, PATH + "/" + name, "GET, PUT, DELETE");
		};
	}

	private Answer json(Object value) {
		return new Answer(HttpStatus.OK.value(), "application/json", this.mapper.writeValueAsBytes(value));
	}

	private Answer notAllowed(String method, String path, String allowed) {
		return problem(HttpStatus.METHOD_NOT_ALLOWED, "%s is nothing for %s: use %s".formatted(method, path, allowed));
	}

	/**
	 * Tell whoever asks that not the faults refuse it but what stands before them.
	 * @param method the method of the request
	 * @param status the status that it was refused with
	 * @return the answer, or {@code null} if that status is no refusal
	 */
	@Nullable Answer refused(String method, int status) {
		if (!isRefusal(status)) {
			return null;
		}
		return problem((status == HttpStatus.FORBIDDEN.value()) ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED,
				"The service's own security refuses %s %s with status %d: permit %s there, without CSRF protection, where telltale.faults.enabled is true"
					.formatted(method, PATH, status, FaultsExclusion.PATHS));
	}

	/**
	 * Return whether a status is one that the faults never answer with and a guard does:
	 * not known, not allowed, or sent to a login.
	 * @param status the status
	 * @return whether it is
	 */
	static boolean isRefusal(int status) {
		return status == HttpStatus.UNAUTHORIZED.value() || status == HttpStatus.FORBIDDEN.value()
				|| HttpStatusCode.valueOf(status).is3xxRedirection();
	}

	private Answer problem(HttpStatus status, @Nullable String detail) {
		Map<String, Object> problem = new LinkedHashMap<>();
		problem.put("title", status.getReasonPhrase());
		problem.put("status", status.value());
		problem.put("detail", (detail != null) ? detail : "");
		return new Answer(status.value(), "application/problem+json", this.mapper.writeValueAsBytes(problem));
	}

	/**
	 * An answer.
	 *
	 * @param status its status
	 * @param contentType the type of its body, {@code null} if it has none
	 * @param body its body
	 */
	record Answer(int status, @Nullable String contentType, byte[] body) {

		static final Answer EMPTY = new Answer(HttpStatus.NO_CONTENT.value(), null, new byte[0]);

	}

}
