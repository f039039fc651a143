package dev.telltale.sample.payments;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches where payments are asked of another service.
 */
class OnRemotePayments implements Condition {

	static final String URL = "sample.payments.url";

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		return StringUtils.hasText(environment.getProperty(URL))
				&& !environment.acceptsProfiles(Profiles.of("payments"));
	}

}
