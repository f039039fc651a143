package dev.telltale.faults;

import java.util.concurrent.Semaphore;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Lets faults act upon servlet requests as soon as their route is known, so that they
 * count as that route's own. Errors that are being rendered do not suffer. A twentieth of
 * the web server's threads never waits, so that scrapes and the undo still get through.
 */
class RequestFaultsInterceptor implements HandlerInterceptor {

	private static final double SHARE_OF_THREADS = 0.95;

	private final ErrorsFault errors;

	private final LatencyFault latency;

	private final Semaphore places;

	/**
	 * Create an interceptor.
	 * @param errors the fault of errors
	 * @param latency the fault of waiting
	 * @param threads how many threads serve requests
	 */
	RequestFaultsInterceptor(ErrorsFault errors, LatencyFault latency, int threads) {
		this.errors = errors;
		this.latency = latency;
		this.places = new Semaphore((int) Math.max(threads * SHARE_OF_THREADS, 1));
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (request.getDispatcherType() == DispatcherType.REQUEST && isVictim(handler)) {
			act(ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication());
		}
		return true;
	}

	/**
	 * Act upon a request.
	 * @param path its path within the application
	 * @throws InjectedFaultException if it is to fail
	 */
	void act(PathContainer path) {
		// Both together make slow errors.
		if (this.places.tryAcquire()) {
			try {
				LatencyFault.Delay delay = this.latency.take(path);
				if (delay != null) {
					delay.await();
				}
			}
			finally {
				this.places.release();
			}
		}
		this.errors.onRequest(path);
	}

	private static boolean isVictim(Object handler) {
		if (handler instanceof HandlerMethod method) {
			return Victims.include(method.getBeanType().getName());
		}
		return handler instanceof HandlerFunction<?> && Victims.include(handler.getClass().getName());
	}

}
