package dev.telltale.faults;

import java.util.List;
import java.util.Locale;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Lines are logged that nobody needs. Its count bounds them all together.
 * <p>
 * Raises LogErrorBurst with lines of the level error.
 */
class LogFloodFault implements Fault {

	private static final Logger logger = LoggerFactory.getLogger(LogFloodFault.class);

	private static final Parameter<Integer> LINES = Parameter.number("lines", 20, 1, 1000);

	private static final Parameter<String> LEVEL = Parameter.choice("level", "error", "warn", "info");

	@Override
	public String name() {
		return "log-flood";
	}

	@Override
	public String description() {
		return "Lines are logged that nobody needs, so many a second.";
	}

	@Override
	public List<Parameter<?>> parameters() {
		return List.of(LINES, LEVEL);
	}

	@Override
	public boolean isCounted() {
		return true;
	}

	@Override
	public Undo start(Settings settings, Budget budget) {
		Level level = Level.valueOf(settings.get(LEVEL).toUpperCase(Locale.ROOT));
		int lines = settings.get(LINES);
		return Worker.start("fault-log-flood", () -> Pace.keep(lines, () -> log(level, budget)))::stop;
	}

	private static boolean log(Level level, Budget budget) {
		if (!budget.take()) {
			return false;
		}
		logger.atLevel(level).log("Line {} of a flood on purpose", budget.used());
		return true;
	}

}
