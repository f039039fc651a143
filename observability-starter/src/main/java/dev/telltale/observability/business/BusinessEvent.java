package dev.telltale.observability.business;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Counts the invocations of a method as a business event: a return is a success, an
 * exception a failure. Of a {@code CompletionStage}, a {@code Mono} or a {@code Flux} it
 * is the completion that counts, and a cancelled one is a failure. The method may be that
 * of any bean; no AspectJ is needed. A call within the same bean is not seen.
 * <p>
 * Both counters stand at zero when the service starts, also if the bean is lazy, provided
 * that its class is known from its definition. <pre class="code">
 * &#64;BusinessEvent(value = "order", amount = "#result.total", currency = "EUR")
 * public Order place(Cart cart) { … }
 * </pre>
 */
@Documented
@Reflective
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface BusinessEvent {

	/**
	 * The name of the event: lower-case letters, digits, {@code _} and {@code .}.
	 * @return the name
	 */
	String value();

	/**
	 * A SpEL expression for the money that a success moved, in units of the currency. It
	 * sees the return value as {@code #result} (that of the promise, if one is returned)
	 * and the parameters by their names, and may call their methods. It must yield a
	 * number that is not negative, or {@code null} if no money moved.
	 * @return the expression, empty for events without money
	 */
	String amount() default "";

	/**
	 * The currency of the amount: an ISO 4217 code such as {@code EUR}, or a SpEL
	 * expression that yields a code or a {@link java.util.Currency}.
	 * @return the code or the expression
	 */
	String currency() default "";

}
