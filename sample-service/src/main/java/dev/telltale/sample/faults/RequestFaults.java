package dev.telltale.sample.faults;

import dev.telltale.sample.SampleServiceApplication;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.http.server.RequestPath;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Lets faults act upon requests as soon as their route is known, so that they count as
 * that route's own. Only the service's controllers suffer: management, short addresses,
 * errors that are being rendered and the faults' own address do not.
 */
@FaultsEnabled
@Component
class RequestFaults implements HandlerInterceptor, WebMvcConfigurer {

	private static final String SERVICE = SampleServiceApplication.class.getPackageName() + ".";

	private final LatencyFault latency;

	private final ErrorsFault errors;

	RequestFaults(LatencyFault latency, ErrorsFault errors) {
		this.latency = latency;
		this.errors = errors;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (request.getDispatcherType() == DispatcherType.REQUEST && handler instanceof HandlerMethod method
				&& isVictim(method.getBeanType())) {
			RequestPath path = ServletRequestPathUtils.getParsedRequestPath(request);
			// Both together make slow errors.
			this.latency.onRequest(path.pathWithinApplication());
			this.errors.onRequest(path.pathWithinApplication());
		}
		return true;
	}

	private static boolean isVictim(Class<?> controller) {
		return controller.getName().startsWith(SERVICE) && controller != FaultController.class;
	}

}
