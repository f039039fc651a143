package dev.telltale.observability.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.MethodClassKey;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Listens to the invocations of methods that carry an annotation. Its bean needs the role
 * {@code ROLE_INFRASTRUCTURE} and a static factory method, for advisors are made before
 * all other beans. Thread-safe.
 *
 * @param <A> the type of the annotation
 */
public class AnnotatedMethodAdvisor<A extends Annotation> implements PointcutAdvisor, Ordered {

	// Outside transactions: a method whose commit fails did not succeed.
	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	private final Class<A> annotationType;

	private final Supplier<? extends InvocationListenerFactory<A>> listeners;

	private final Map<MethodClassKey, InvocationListener> byMethod = new ConcurrentHashMap<>();

	private final Pointcut pointcut = new AnnotationPointcut();

	private final MethodInterceptor interceptor = this::invoke;

	/**
	 * Create an advisor.
	 * @param annotationType the type of the annotation
	 * @param listeners finds the factory of listeners when the first is needed
	 */
	public AnnotatedMethodAdvisor(Class<A> annotationType, Supplier<? extends InvocationListenerFactory<A>> listeners) {
		this.annotationType = annotationType;
		this.listeners = listeners;
	}

	@Override
	public Pointcut getPointcut() {
		return this.pointcut;
	}

	@Override
	public Advice getAdvice() {
		return this.interceptor;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	/**
	 * Make the listeners of a class's annotated methods before the first call, so that
	 * mistakes show and counters stand at zero when the service starts.
	 * @param targetClass the class
	 * @param method one of its methods
	 * @throws InvalidAnnotationException if the annotation is wrong
	 */
	void prepare(Class<?> targetClass, Method method) {
		if (!isAnnotated(method)) {
			return;
		}
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers)) {
			throw new InvalidAnnotationException(this.annotationType, method,
					"is never seen: Spring's proxies pass by private, static and final methods.",
					"Make the method an overridable one of a bean, or remove the annotation.");
		}
		listener(method, targetClass);
	}

	boolean isAnnotated(Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, this.annotationType);
	}

	private @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Method method = invocation.getMethod();
		Class<?> targetClass = (target != null) ? AopUtils.getTargetClass(target) : method.getDeclaringClass();
		return InvocationOutcomes.tell(listener(method, targetClass), invocation);
	}

	private InvocationListener listener(Method method, Class<?> targetClass) {
		MethodClassKey key = new MethodClassKey(method, targetClass);
		InvocationListener known = this.byMethod.get(key);
		return (known != null) ? known
				: this.byMethod.computeIfAbsent(key, (absent) -> createListener(method, targetClass));
	}

	private InvocationListener createListener(Method method, Class<?> targetClass) {
		Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
		A annotation = AnnotatedElementUtils.findMergedAnnotation(specific, this.annotationType);
		if (annotation == null) {
			throw new IllegalStateException("No @" + this.annotationType.getSimpleName() + " on " + specific);
		}
		return this.listeners.get().create(annotation, specific);
	}

	/**
	 * Finds the annotated methods.
	 */
	private final class AnnotationPointcut extends StaticMethodMatcherPointcut {

		AnnotationPointcut() {
			setClassFilter(UserClasses::mayBe);
		}

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return isAnnotated(method) || isAnnotated(AopUtils.getMostSpecificMethod(method, targetClass));
		}

	}

}
