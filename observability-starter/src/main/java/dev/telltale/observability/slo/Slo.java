package dev.telltale.observability.slo;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Counts the invocations of a method towards an SLO: a return is good, an exception is
 * bad. Of a {@code CompletionStage}, a {@code Mono} or a {@code Flux} it is the
 * completion that counts, and a cancelled one is ignored. The method may be that of any
 * bean; no AspectJ is needed. A call within the same bean is not seen.
 * <p>
 * The SLO stands in {@code telltale.slo.objectives.<name>} with neither {@code http} nor
 * {@code observation}. A name that is not declared there stops the start of the service.
 */
@Documented
@Reflective
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Slo {

	/**
	 * The name of the SLO.
	 * @return the name
	 */
	String value();

	/**
	 * Exceptions that say nothing about the service, such as those of a wrong request:
	 * they are counted as ignored, with the reason {@code client_error}.
	 * @return the types of the exceptions
	 */
	Class<? extends Throwable>[] ignore() default {};

}
