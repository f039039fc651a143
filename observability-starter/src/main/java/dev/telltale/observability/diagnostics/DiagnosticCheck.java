package dev.telltale.observability.diagnostics;

import java.util.List;

/**
 * Looks for one kind of mistake. Beans of this type are run when the service is ready and
 * whenever the {@code telltale} endpoint is read. A check is quick, changes nothing and
 * may be called by several threads.
 */
@FunctionalInterface
public interface DiagnosticCheck {

	/**
	 * Look.
	 * @return what was found, empty if all is well
	 */
	List<Finding> check();

}
