package dev.telltale.observability.diagnostics;

import org.slf4j.Logger;

/**
 * Something that keeps a service from being observed as it looks.
 *
 * @param id the name of the kind of finding, stable across versions
 * @param problem what is wrong and where, one sentence
 * @param fix what to do, one sentence in the imperative
 */
public record Finding(String id, String problem, String fix) {

	void warn(Logger logger) {
		logger.warn("{} {} [{}]", this.problem, this.fix, this.id);
	}

}
