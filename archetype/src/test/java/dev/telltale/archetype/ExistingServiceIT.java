package dev.telltale.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that was there before Telltale: its parent is Spring Boot's, it knows no BOM
 * of ours, and all that it gets are the two blocks of README.md.
 */
class ExistingServiceIT {

	private static final Path README = Path.of("../README.md");

	private static final Duration COUNTED_WITHIN = Duration.ofSeconds(10);

	private static final String POM = """
			<?xml version="1.0" encoding="UTF-8"?>
			<project xmlns="http://maven.apache.org/POM/4.0.0">
				<modelVersion>4.0.0</modelVersion>
				<parent>
					<groupId>org.springframework.boot</groupId>
					<artifactId>spring-boot-starter-parent</artifactId>
					<version>%s</version>
					<relativePath />
				</parent>
				<groupId>com.example</groupId>
				<artifactId>shop</artifactId>
				<version>1.4.2</version>
				<dependencies>
					<dependency>
						<groupId>org.springframework.boot</groupId>
						<artifactId>spring-boot-starter-webmvc</artifactId>
					</dependency>
					%s
				</dependencies>
				<build>
					<plugins>
						<plugin>
							<groupId>org.springframework.boot</groupId>
							<artifactId>spring-boot-maven-plugin</artifactId>
						</plugin>
					</plugins>
				</build>
			</project>
			""";

	private static final String CODE = """
			package com.example.shop;

			import org.springframework.boot.SpringApplication;
			import org.springframework.boot.autoconfigure.SpringBootApplication;
			import org.springframework.http.HttpStatus;
			import org.springframework.web.bind.annotation.PostMapping;
			import org.springframework.web.bind.annotation.ResponseStatus;
			import org.springframework.web.bind.annotation.RestController;

			@RestController
			@SpringBootApplication
			public class ShopApplication {

				public static void main(String[] args) {
					SpringApplication.run(ShopApplication.class, args);
				}

				@PostMapping("/api/orders")
				@ResponseStatus(HttpStatus.CREATED)
				public String order() {
					return "ordered";
				}

			}
			""";

	@Test
	void isObservableByTheLinesOfTheReadme() throws Exception {
		List<String> blocks = blocks();
		Path folder = Folders.empty("shop");
		write(folder.resolve("pom.xml"), POM.formatted(System.getProperty("spring-boot.version"), blocks.get(0)));
		write(folder.resolve("src/main/resources/application.yml"), blocks.get(1));
		write(folder.resolve("src/main/java/com/example/shop/ShopApplication.java"), CODE);
		Path java = Path.of(System.getProperty("java.home"));
		Maven.Run build = Maven.build(folder, java, new Properties(), "package");
		assertThat(build.exitCode()).as(build.log()).isZero();
		Path jar = folder.resolve("target/shop-1.4.2.jar");
		try (PackagedService service = PackagedService.start(java, jar)) {
			assertThat(service.post("/api/orders").statusCode()).isEqualTo(201);
			assertThat(scrapeWith(service, "http_server_requests_seconds_count{")).contains(
					"slo_objective_ratio{sli=\"availability\",slo=\"orders\"} 0.999",
					"slo_objective_ratio{sli=\"latency\",slo=\"orders\"} 0.99",
					"slo_latency_threshold_seconds{sli=\"latency\",slo=\"orders\"} 0.3",
					"slo_events_total{result=\"good\",sli=\"availability\",slo=\"orders\"} 1.0",
					"slo_events_total{result=\"bad\",sli=\"availability\",slo=\"orders\"} 0.0", "uri=\"/api/orders\"",
					"name=\"shop\"");
		}
		assertThat(Files.readString(jar.resolveSibling("service.log")).lines().filter((line) -> line.startsWith("{")))
			.isNotEmpty()
			.allSatisfy((line) -> assertThat(line).contains("\"service_name\":\"shop\""));
	}

	/**
	 * Return what Prometheus would read, once the answer to a request is counted.
	 */
	private static String scrapeWith(PackagedService service, String metric) throws Exception {
		long end = System.nanoTime() + COUNTED_WITHIN.toNanos();
		while (true) {
			String scrape = service.get("/actuator/prometheus").body();
			if (scrape.contains(metric)) {
				return scrape;
			}
			assertThat(System.nanoTime()).as(scrape).isLessThan(end);
			Thread.sleep(100);
		}
	}

	/**
	 * Return what the README shows of a dependency: the XML and the YAML.
	 */
	private static List<String> blocks() throws IOException {
		String readme = Files.readString(README);
		String section = readme.substring(readme.indexOf("\n### A dependency\n"),
				readme.indexOf("\n### A new service\n"));
		List<String> blocks = Pattern.compile("(?ms)^```(?:xml|yaml)\\n(.*?)^```$")
			.matcher(section)
			.results()
			.map((MatchResult block) -> block.group(1))
			.toList();
		assertThat(blocks).hasSize(2);
		return blocks;
	}

	private static void write(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

}
