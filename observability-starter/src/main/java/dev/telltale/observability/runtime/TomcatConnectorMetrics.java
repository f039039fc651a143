package dev.telltale.observability.runtime;

import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Exports threads and connections of the service's Tomcat, with the names and the tag of
 * Micrometer's {@code TomcatMetrics}, which reads them from MBeans: for these Tomcat
 * parses XML at every start.
 */
class TomcatConnectorMetrics implements ApplicationListener<WebServerInitializedEvent> {

	private final MeterRegistry registry;

	TomcatConnectorMetrics(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		// Nobody waits for the server of the endpoints.
		boolean isManagement = "management".equals(event.getApplicationContext().getServerNamespace());
		if (!isManagement && event.getWebServer() instanceof TomcatWebServer server) {
			for (Connector connector : server.getTomcat().getService().findConnectors()) {
				if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
					bind(protocol);
				}
			}
		}
	}

	private void bind(AbstractProtocol<?> protocol) {
		Tags tags = Tags.of("name", name(protocol));
		gauge("tomcat.connections.current", BaseUnits.CONNECTIONS, tags, protocol,
				AbstractProtocol::getConnectionCount);
		gauge("tomcat.connections.config.max", BaseUnits.CONNECTIONS, tags, protocol,
				AbstractProtocol::getMaxConnections);
		// Of virtual threads there are as many as there are requests.
		if (protocol.getExecutor() instanceof ThreadPoolExecutor) {
			gauge("tomcat.threads.busy", BaseUnits.THREADS, tags, protocol,
					(one) -> threads(one, ThreadPoolExecutor::getActiveCount));
			gauge("tomcat.threads.current", BaseUnits.THREADS, tags, protocol,
					(one) -> threads(one, ThreadPoolExecutor::getPoolSize));
			gauge("tomcat.threads.config.max", BaseUnits.THREADS, tags, protocol, AbstractProtocol::getMaxThreads);
		}
	}

	private void gauge(String name, String unit, Tags tags, AbstractProtocol<?> protocol,
			ToDoubleFunction<AbstractProtocol<?>> value) {
		Gauge.builder(name, protocol, value).tags(tags).baseUnit(unit).register(this.registry);
	}

	/** The executor is another one after the connector was stopped and started. */
	private static double threads(AbstractProtocol<?> protocol, ToDoubleFunction<ThreadPoolExecutor> value) {
		Executor executor = protocol.getExecutor();
		return (executor instanceof ThreadPoolExecutor pool) ? value.applyAsDouble(pool) : 0;
	}

	/**
	 * Return the name that Tomcat gives to the connector's thread pool, such as
	 * {@code http-nio-8080}: quoted in its log, and followed by the port it got where it
	 * was to choose one.
	 */
	private static String name(AbstractProtocol<?> protocol) {
		String name = protocol.getName().replace("\"", "");
		String chosen = String.format(Locale.ROOT, "-%d", protocol.getLocalPort());
		return (protocol.getPort() == 0 && name.endsWith(chosen)) ? name.substring(0, name.length() - chosen.length())
				: name;
	}

}
