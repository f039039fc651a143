package dev.telltale.observability.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.annotation.AliasFor;

/**
 * A {@link SpringBootTest} on a random port of a service that emits what it emits in
 * production: metrics are exported (Boot switches that off in tests if its own test
 * modules are there), every trace is sampled, and log lines are JSON. A {@link Telemetry}
 * to read it all can be injected.
 *
 * <pre class="code">
 * import static org.assertj.core.api.Assertions.assertThat;
 *
 * &#064;ObservabilityTest
 * &#064;ExtendWith(OutputCaptureExtension.class)
 * class OrderTelemetryTests {
 *
 * 	&#064;Autowired
 * 	Telemetry telemetry;
 *
 * 	&#064;LocalServerPort
 * 	int port;
 *
 * 	&#064;Test
 * 	void ordersAreCounted(CapturedOutput output) {
 * 		post("/orders");
 * 		await().untilAsserted(() -&gt; {
 * 			assertThat(this.telemetry.scrape()).hasCounter("business_events_total", "event", "order", "outcome", "success")
 * 				.withValue(1)
 * 				.withoutLabel("uri");
 * 			assertThat(this.telemetry.spans()).hasSpan("http post /orders").isRoot().withAttribute("status", "201");
 * 			assertThat(LogLines.of(output)).hasLine("Order placed").withField("trace_id");
 * 		});
 * 	}
 *
 * }
 * </pre>
 *
 * A request's metrics and span are recorded when its answer may already have arrived, so
 * assertions on them belong into Awaitility's {@code untilAsserted}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@SpringBootTest
public @interface ObservabilityTest {

	/**
	 * Properties in the form {@code key=value} to add to the environment.
	 * @return the properties
	 */
	@AliasFor(annotation = SpringBootTest.class)
	String[] properties() default {};

	/**
	 * Application arguments to pass to the service.
	 * @return the arguments
	 */
	@AliasFor(annotation = SpringBootTest.class)
	String[] args() default {};

	/**
	 * Component classes to load; those that {@link SpringBootTest} finds if there are
	 * none.
	 * @return the classes
	 */
	@AliasFor(annotation = SpringBootTest.class)
	Class<?>[] classes() default {};

	/**
	 * The web environment, a real server on a random port unless said otherwise.
	 * @return the web environment
	 */
	@AliasFor(annotation = SpringBootTest.class)
	WebEnvironment webEnvironment() default WebEnvironment.RANDOM_PORT;

}
