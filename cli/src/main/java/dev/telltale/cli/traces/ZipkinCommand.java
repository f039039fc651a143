package dev.telltale.cli.traces;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that starts Zipkin as a small trace store: on the loopback interface,
 * with a bounded number of spans in memory, and with everything off that would connect to
 * anything else, whatever the environment says.
 */
public final class ZipkinCommand {

	/** Zipkin's own port. */
	public static final int PORT = 9411;

	private static final int MAX_SPANS = 20_000;

	private static final List<String> JVM = List.of("-Xmx96m", "-Xss512k", "-XX:MaxDirectMemorySize=32m",
			"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
			// Java's own sockets serve one machine well; the native ones take longer to
			// load.
			"-Dcom.linecorp.armeria.transportType=nio", "-Dcom.linecorp.armeria.useOpenSsl=false",
			"-Dio.netty.noUnsafe=true", "--enable-native-access=ALL-UNNAMED");

	private static final List<String> SOURCES = List.of("activemq", "grpc", "kafka", "pulsar", "rabbitmq", "scribe");

	private ZipkinCommand() {
	}

	/**
	 * Return the command line.
	 * @param java the program java, 17 or newer
	 * @param jar the slim jar of Zipkin's server
	 * @param port the port to listen on
	 * @return the words of the command
	 */
	public static List<String> of(Path java, Path jar, int port) {
		List<String> words = new ArrayList<>();
		words.add(java.toString());
		words.addAll(JVM);
		words.addAll(List.of("-jar", jar.toString()));
		words.addAll(List.of("--armeria.ports[0].ip=127.0.0.1", "--armeria.ports[0].port=" + port,
				"--armeria.ports[0].protocols=http"));
		words.addAll(List.of("--zipkin.storage.type=mem", "--zipkin.storage.mem.max-spans=" + MAX_SPANS,
				// The page looks at the last hour, not at the last 15 minutes; searches
				// go
				// back a day.
				"--zipkin.ui.default-lookback=3600000", "--zipkin.query.lookback=86400000",
				"--zipkin.query.allowed-origins=http://127.0.0.1:" + port, "--zipkin.self-tracing.enabled=false",
				"--zipkin.discovery.eureka.enabled=false", "--zipkin.internal.actuator.enabled=false"));
		SOURCES.forEach((source) -> words.add("--zipkin.collector." + source + ".enabled=false"));
		words.addAll(List.of("--spring.main.banner-mode=off", "--logging.level.root=WARN"));
		return words;
	}

}
