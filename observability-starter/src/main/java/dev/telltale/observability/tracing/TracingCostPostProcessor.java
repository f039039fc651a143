package dev.telltale.observability.tracing;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.context.propagation.TextMapPropagator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationHandlerGroup;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Exemplars.Include;

/**
 * Replaces three beans of Boot's by those that spare what is not recorded. Which there
 * are and in what order is Boot's matter, and one that a service has in place of Boot's
 * is left alone.
 */
class TracingCostPostProcessor implements BeanPostProcessor {

	private static final String PROPAGATOR = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
			+ ".CompositeTextMapPropagator";

	private static final String GROUP = "org.springframework.boot.micrometer.tracing.autoconfigure"
			+ ".TracingAndMeterObservationHandlerGroup";

	private static final String RECEIVER_NAME = "propagatingReceiverTracingObservationHandler";

	private final ObjectProvider<Tracer> tracer;

	private final ObjectProvider<Propagator> propagator;

	private final ObjectProvider<TracingProperties> properties;

	TracingCostPostProcessor(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator,
			ObjectProvider<TracingProperties> properties) {
		this.tracer = tracer;
		this.propagator = propagator;
		this.properties = properties;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof TextMapPropagator boot && isOf(bean, PROPAGATOR)) {
			return new SentContextPropagator(boot);
		}
		if (bean instanceof ObservationHandlerGroup boot && isOf(bean, GROUP)) {
			// All may be named by exemplars, and so none is spared.
			boolean isNoneSpared = this.properties.getObject().getExemplars().getInclude() == Include.ALL;
			return isNoneSpared ? boot : new ExemplarScopeHandler.Group(boot, this.tracer.getObject());
		}
		if (beanName.equals(RECEIVER_NAME) && bean.getClass() == PropagatingReceiverTracingObservationHandler.class) {
			return new RecordedReceiverHandler(this.tracer.getObject(), this.propagator.getObject());
		}
		return bean;
	}

	private static boolean isOf(Object bean, String type) {
		return bean.getClass().getName().equals(type);
	}

}
