package dev.telltale.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A small shop that uses the starter as any user would. One jar, two roles: it takes
 * orders, or with the profile {@code payments} it takes the payments of another one.
 */
@SpringBootApplication
public class SampleServiceApplication {

	/**
	 * Start the service.
	 * @param args the arguments, properties of Spring Boot among them
	 */
	public static void main(String[] args) {
		SpringApplication.run(SampleServiceApplication.class, args);
	}

}
