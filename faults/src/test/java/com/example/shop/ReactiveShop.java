package com.example.shop;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * A reactive service with a controller and a functional route.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(OrderController.class)
public class ReactiveShop {

	@Bean
	RouterFunction<ServerResponse> userRoutes() {
		return RouterFunctions.route()
			.GET("/users/{id}", (request) -> ServerResponse.ok().bodyValue("user " + request.pathVariable("id")))
			.build();
	}

}
