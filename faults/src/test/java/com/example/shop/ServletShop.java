package com.example.shop;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A servlet service with a controller and a functional route.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(OrderController.class)
public class ServletShop {

	@Bean
	RouterFunction<ServerResponse> userRoutes() {
		return RouterFunctions.route()
			.GET("/users/{id}", (request) -> ServerResponse.ok().body("user " + request.pathVariable("id")))
			.build();
	}

}
