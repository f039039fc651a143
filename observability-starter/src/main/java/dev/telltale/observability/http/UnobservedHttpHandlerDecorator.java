package dev.telltale.observability.http;

import java.util.function.Predicate;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;

/**
 * Marks reactive requests as {@link Unobserved}. It stands around the handler that
 * observes requests and around Spring Security.
 */
class UnobservedHttpHandlerDecorator implements HttpHandlerDecoratorFactory {

	private final Predicate<String> excluded;

	/**
	 * Create a decorator.
	 * @param excluded tells from a path within the application whether to mark
	 */
	UnobservedHttpHandlerDecorator(Predicate<String> excluded) {
		this.excluded = excluded;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> this.excluded.test(request.getPath().pathWithinApplication().value())
				? handler.handle(request, response).contextWrite((context) -> context.put(Unobserved.KEY, Boolean.TRUE))
				: handler.handle(request, response);
	}

}
