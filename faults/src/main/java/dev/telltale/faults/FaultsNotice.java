package dev.telltale.faults;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Says at start that this service can be broken, by whom, and where.
 */
class FaultsNotice implements ApplicationListener<WebServerInitializedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(FaultsNotice.class);

	private final Environment environment;

	FaultsNotice(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		// The port of the management has a name, and no faults.
		if (event.getApplicationContext().getServerNamespace() != null) {
			return;
		}
		String address = this.environment.getProperty("server.address");
		String root = this.environment.getProperty("server.servlet.context-path",
				this.environment.getProperty("spring.webflux.base-path", ""));
		logger.warn(
				"Faults can be switched on: whoever reaches port {} on {} can break this service, "
						+ "at {}{}. Never set telltale.faults.enabled in production",
				event.getWebServer().getPort(), (address != null) ? address : "any address of this machine",
				root.equals("/") ? "" : root, FaultsApi.PATH);
	}

}
