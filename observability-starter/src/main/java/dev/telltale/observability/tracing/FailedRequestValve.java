package dev.telltale.observability.tracing;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Takes away what {@link FailedRequestFilter} keeps, when Tomcat is done with the
 * request. A listener to requests would do it too, but where there is one Tomcat makes an
 * event of every attribute that anybody sets on any request: a Spring MVC request sets
 * some thirty.
 */
class FailedRequestValve extends ValveBase {

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

	/**
	 * Puts one into each server that is made.
	 */
	static class Customizer
			implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, FailedRequestFilter.CleanUp {

		private final List<FailedRequestValve> valves = new CopyOnWriteArrayList<>();

		@Override
		public void customize(ConfigurableTomcatWebServerFactory factory) {
			FailedRequestValve valve = new FailedRequestValve();
			this.valves.add(valve);
			factory.addEngineValves(valve);
		}

		@Override
		public boolean isInPlace() {
			// A factory makes no server where the service is deployed into one.
			return this.valves.stream().anyMatch((valve) -> valve.getContainer() != null);
		}

	}

}
