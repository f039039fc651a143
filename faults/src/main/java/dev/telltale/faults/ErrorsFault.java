package dev.telltale.faults;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Requests end with an exception and the status 500.
 * <p>
 * Raises HighErrorRate, SloErrorBudgetBurn of the routes it hits, and LogErrorBurst.
 * Services that call those raise DependencyErrors, SloErrorBudgetBurn and, for what they
 * sell, their own alerts.
 */
class ErrorsFault implements Fault {

	private static final Parameter<Double> PROBABILITY = Parameter.share("probability", 1);

	private static final Parameter<PathPattern> PATH = Parameter.path("path", "/**");

	private volatile @Nullable Active active;

	@Override
	public String name() {
		return "errors";
	}

	@Override
	public String description() {
		return "Requests end with an exception and the status 500.";
	}

	@Override
	public List<Parameter<?>> parameters() {
		return List.of(PROBABILITY, PATH);
	}

	@Override
	public boolean isCounted() {
		return true;
	}

	@Override
	public Undo start(Settings settings, Budget budget) {
		this.active = new Active(settings.get(PROBABILITY), settings.get(PATH), budget);
		return () -> this.active = null;
	}

	/**
	 * Act upon a request, before the service does.
	 * @param path its path within the application
	 * @throws InjectedFaultException if it is to fail
	 */
	void onRequest(PathContainer path) {
		Active active = this.active;
		if (active != null && active.path.matches(path) && ThreadLocalRandom.current().nextDouble() < active.probability
				&& active.budget.take()) {
			throw new InjectedFaultException();
		}
	}

	private record Active(double probability, PathPattern path, Budget budget) {

	}

}
