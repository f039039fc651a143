package dev.telltale.chart;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that need Helm. Where there is none they are skipped, and a line on
 * standard error says for each class that it did not run, and why. With the system
 * property {@code telltale.chart.helm=required} they fail instead, as a build should have
 * it whose machine is known to have Helm.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(HelmCondition.class)
public @interface RequiresHelm {

}
