package dev.telltale.preview;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Starts a preview by hand: address of Prometheus, folder of dashboards, port.
 */
final class PreviewMain {

	private PreviewMain() {
	}

	public static void main(String[] arguments) throws Exception {
		PreviewOptions options = PreviewOptions.of(URI.create(arguments[0]), Dashboards.of(Path.of(arguments[1])))
			.listenOn(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[2])))
			.scrapeInterval(Duration.ofSeconds(2))
			.traces("http://127.0.0.1:9411/zipkin/traces/{}");
		System.out.println(PreviewServer.start(options).uri());
		Thread.currentThread().join();
	}

}
