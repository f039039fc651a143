package dev.telltale.observability.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;

/**
 * Makes the listener of an annotated method, once a method, when the service starts.
 *
 * @param <A> the type of the annotation
 */
@FunctionalInterface
public interface InvocationListenerFactory<A extends Annotation> {

	/**
	 * Make a listener.
	 * @param annotation the annotation
	 * @param method the method that carries it
	 * @return the listener
	 * @throws InvalidAnnotationException if the annotation is wrong
	 */
	InvocationListener create(A annotation, Method method);

}
