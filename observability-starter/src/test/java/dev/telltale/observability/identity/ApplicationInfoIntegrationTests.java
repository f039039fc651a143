package dev.telltale.observability.identity;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a scrape tells of a service's identity.
 */
class ApplicationInfoIntegrationTests {

	@ParameterizedTest
	@CsvSource({ "text/plain, gauge", "application/openmetrics-text; version=1.0.0, info" })
	void isScrapedUnderItsNameInBothFormats(String format, String type) throws Exception {
		assertThat(scrape(WebApplicationType.SERVLET, format)).containsPattern(
				"(?m)^application_info\\{environment=\"unknown\",name=\"shop\",revision=\"unknown\",spring_boot_version=\"4[^\"]+\",telltale_version=\"0[^\"]+\",version=\"7\"} 1(\\.0)?$")
			.containsPattern("(?m)^# TYPE application(_info)? " + type + "$");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isScrapedFromBothKindsOfServer(WebApplicationType type) throws Exception {
		assertThat(scrape(type, "text/plain")).contains("\napplication_info{");
	}

	private static String scrape(WebApplicationType type, String format) throws Exception {
		SpringApplication application = new SpringApplication(Shop.class);
		application.setWebApplicationType(type);
		try (ConfigurableApplicationContext context = application.run("--server.port=0", "--server.address=127.0.0.1",
				"--spring.application.name=shop", "--spring.application.version=7",
				"--spring.main.lazy-initialization=true")) {
			int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
					.header("Accept", format)
					.build(), BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(200);
			return response.body();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

	}

}
