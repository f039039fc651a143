package dev.telltale.observability.business;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.telltale.observability.method.InvalidAnnotationException;
import dev.telltale.observability.method.InvocationListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Counts the invocations of one method as business events.
 */
class BusinessInvocationListener implements InvocationListener {

	private static final Log logger = LogFactory.getLog(BusinessInvocationListener.class);

	private final BusinessMetrics.BusinessEvent event;

	private final @Nullable MoneyExpression money;

	private final Method method;

	private final AtomicBoolean warned = new AtomicBoolean();

	private BusinessInvocationListener(BusinessMetrics.BusinessEvent event, @Nullable MoneyExpression money,
			Method method) {
		this.event = event;
		this.money = money;
		this.method = method;
	}

	static BusinessInvocationListener create(BusinessMetrics metrics, BusinessEvent annotation, Method method) {
		MoneyExpression money = MoneyExpression.parse(annotation, method);
		BusinessMetrics.BusinessEvent event = event(metrics, annotation, method);
		if (money != null && money.fixedCurrency() != null) {
			event.withCurrency(money.fixedCurrency());
		}
		return new BusinessInvocationListener(event, money, method);
	}

	private static BusinessMetrics.BusinessEvent event(BusinessMetrics metrics, BusinessEvent annotation,
			Method method) {
		try {
			return metrics.event(annotation.value());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAnnotationException(BusinessEvent.class, method, "is wrong: " + ex.getMessage() + ".",
					"Name the event as you would name a metric, such as order.placed.");
		}
	}

	@Override
	public void succeeded(@Nullable Object[] arguments, @Nullable Object result, long durationNanos) {
		this.event.succeeded();
		if (this.money != null) {
			add(this.money, arguments, result);
		}
	}

	/**
	 * A metric never makes the business fail.
	 */
	private void add(MoneyExpression money, @Nullable Object[] arguments, @Nullable Object result) {
		try {
			money.add(this.event, arguments, result);
		}
		catch (RuntimeException ex) {
			String message = "The money of @BusinessEvent on %s.%s is not counted: %s"
				.formatted(this.method.getDeclaringClass().getName(), this.method.getName(), ex.getMessage());
			if (this.warned.compareAndSet(false, true)) {
				logger.warn(message + " (said once)");
			}
			else {
				logger.debug(message, ex);
			}
		}
	}

	@Override
	public void failed(Throwable error) {
		this.event.failed();
	}

	@Override
	public void cancelled() {
		this.event.failed();
	}

}
