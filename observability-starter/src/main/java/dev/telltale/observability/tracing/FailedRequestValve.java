package dev.telltale.observability.tracing;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Takes away what {@link FailedRequestFilter} keeps, when Tomcat is done with the
 * request. A listener to requests would do it too, but where there is one Tomcat makes an
 * event of every attribute that anybody sets on any request: a Spring MVC request sets
 * some thirty.
 */
class FailedRequestValve extends ValveBase implements FailedRequestFilter.CleanUp {

	FailedRequestValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		try {
			getNext().invoke(request, response);
		}
		finally {
			FailedRequestFilter.removeIds(request);
		}
	}

	@Override
	public boolean isInPlace() {
		// It has none where the service is deployed into a server, or runs in another
		// one.
		return getContainer() != null;
	}

}
