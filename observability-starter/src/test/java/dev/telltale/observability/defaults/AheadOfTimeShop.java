package dev.telltale.observability.defaults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;

import dev.telltale.observability.business.BusinessEvent;
import dev.telltale.observability.slo.Slo;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * A service for the tests of processing ahead of time. With {@code --call} it calls
 * itself and ends.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AheadOfTimeShop {

	@Bean
	Sums sums() {
		return new Sums();
	}

	public static void main(String[] arguments) throws Exception {
		WebApplicationType type = WebApplicationType.valueOf(value(arguments, "--type="));
		ConfigurableApplicationContext context = new SpringApplicationBuilder(AheadOfTimeShop.class).web(type)
			.run(arguments);
		if (List.of(arguments).contains("--call")) {
			try (context) {
				System.out.println("sum=" + context.getBean(Sums.class).add(1, 2));
				String port = context.getEnvironment().getRequiredProperty("local.server.port");
				for (String endpoint : List.of("prometheus", "telltale")) {
					URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/" + endpoint);
					System.out.println(HttpClient.newHttpClient()
						.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
						.body());
				}
			}
		}
	}

	private static String value(String[] arguments, String prefix) {
		return Stream.of(arguments)
			.filter((argument) -> argument.startsWith(prefix))
			.findFirst()
			.orElseThrow()
			.substring(prefix.length());
	}

	static class Sums {

		@Slo("sums")
		@BusinessEvent("sum")
		int add(int one, int other) {
			return one + other;
		}

	}

}
