package dev.telltale.observability.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;

/**
 * An annotation on a method is wrong. Carries what is wrong and what to do about it.
 */
public class InvalidAnnotationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * What to do, as a sentence.
	 */
	private final String action;

	/**
	 * Create an exception.
	 * @param annotation the type of the annotation
	 * @param method the method that carries it
	 * @param problem what is wrong, such as {@code "names …"}
	 * @param action what to do, an imperative sentence
	 */
	public InvalidAnnotationException(Class<? extends Annotation> annotation, Method method, String problem,
			String action) {
		super("@%s on %s.%s %s".formatted(annotation.getSimpleName(), method.getDeclaringClass().getName(),
				method.getName(), problem));
		this.action = action;
	}

	/**
	 * Return what to do about it.
	 * @return an imperative sentence
	 */
	public String getAction() {
		return this.action;
	}

}
