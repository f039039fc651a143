package dev.telltale.faults;

import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;

/**
 * Knows how many requests a servlet service serves at once.
 */
final class WebThreads {

	private static final int USUAL = 200;

	private WebThreads() {
	}

	/**
	 * Return how many threads serve requests.
	 * @param environment the environment of the service
	 * @return how many, of virtual threads as many as there may be
	 */
	static int count(Environment environment) {
		if (Threading.VIRTUAL.isActive(environment)) {
			return Integer.MAX_VALUE;
		}
		return Math.min(environment.getProperty("server.tomcat.threads.max", Integer.class, USUAL),
				environment.getProperty("server.jetty.threads.max", Integer.class, USUAL));
	}

}
