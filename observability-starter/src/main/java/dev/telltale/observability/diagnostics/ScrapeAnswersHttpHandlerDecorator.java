package dev.telltale.observability.diagnostics;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Looks at the status that a scrape of a reactive service was answered with, outside of
 * all web filters.
 */
class ScrapeAnswersHttpHandlerDecorator implements HttpHandlerDecoratorFactory {

	private final ScrapeAnswers answers;

	ScrapeAnswersHttpHandlerDecorator(ScrapeAnswers answers) {
		this.answers = answers;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> this.answers.isScrape(request.getPath().pathWithinApplication().value())
				? handler.handle(request, response).doOnSuccess((nothing) -> this.answers.answered(status(response)))
				: handler.handle(request, response);
	}

	private static int status(ServerHttpResponse response) {
		HttpStatusCode status = response.getStatusCode();
		// Servers send 200 where nobody set a status.
		return ((status != null) ? status : HttpStatus.OK).value();
	}

}
