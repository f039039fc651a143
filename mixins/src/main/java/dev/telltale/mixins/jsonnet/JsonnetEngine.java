package dev.telltale.mixins.jsonnet;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.collection.immutable.HashMap;
import scala.runtime.BoxedUnit;
import scala.util.Either;
import sjsonnet.CachedResolver;
import sjsonnet.DefaultParseCache;
import sjsonnet.Error$;
import sjsonnet.Evaluator;
import sjsonnet.Expr;
import sjsonnet.Importer;
import sjsonnet.Interpreter;
import sjsonnet.Lazy;
import sjsonnet.ParseCache;
import sjsonnet.Path;
import sjsonnet.Settings;
import sjsonnet.Std;
import sjsonnet.Val;

/**
 * Evaluates jsonnet with sjsonnet, in this process. Files are parsed once for the life of
 * an engine. Safe for use by several threads, one at a time evaluates.
 */
public final class JsonnetEngine {

	// One frame of sjsonnet's trace: at [Select x].(folder/file.libsonnet:2:15)
	private static final Pattern TRACE = Pattern.compile("\\R\\s+at (?:\\[[^\\]]*])?\\.\\((?<location>.*)\\)");

	private static final Pattern SYNTAX = Pattern.compile("^Expected .*:\\d+:\\d+, found (?<rest>.*)$");

	private static final String ENTRY = "<entry>";

	// Of all the settings only this: a key that a comprehension makes twice is an error.
	private static final Settings SETTINGS = new Settings(false, false, false, true, false, false);

	private final Importer importer;

	private final ParseCache parseCache = new DefaultParseCache();

	/**
	 * Create an engine.
	 * @param sources where imports are looked up, the preferred sources first
	 */
	public JsonnetEngine(Sources... sources) {
		this.importer = new SourceImporter(List.of(sources));
	}

	/**
	 * Evaluate code.
	 * @param code the code, which is expected to import what it needs
	 * @param variables the external variables by name, as code
	 * @return the result as JSON
	 * @throws JsonnetException if the code or a file it imports is wrong
	 */
	public synchronized String evaluate(String code, Map<String, String> variables) {
		Sources entry = new Entry(code);
		SourcePath path = new SourcePath(entry, ENTRY);
		Interpreter interpreter = new GuardedInterpreter(scalaMap(variables), (SourcePath) path.parent(), this.importer,
				this.parseCache);
		Either<String, ujson.Value> result;
		try {
			result = interpreter.interpret(code, path);
		}
		catch (StackOverflowError ex) {
			throw new JsonnetException(GuardedEvaluator.TOO_DEEP);
		}
		if (result.isLeft()) {
			throw new JsonnetException(oneLine(result.left().toOption().get()));
		}
		return result.toOption().get().render(-1, false);
	}

	/**
	 * Return the message of an error and the first place in a file that its trace names.
	 */
	private static String oneLine(String error) {
		Matcher trace = TRACE.matcher(error);
		String message = (trace.find() ? error.substring(0, trace.start()) : error)
			.replaceFirst("^sjsonnet\\.\\w+: ", "")
			.strip()
			.replaceAll("\\s*\\R\\s*", " ");
		message = SYNTAX.matcher(message).replaceFirst("syntax error before ${rest}");
		trace.reset();
		while (trace.find()) {
			if (!trace.group("location").startsWith(ENTRY)) {
				return trace.group("location") + ": " + message;
			}
		}
		if (message.startsWith("Function parameter")) {
			return "a function stands where a value is rendered; hide it with :: (" + message + ")";
		}
		return message;
	}

	private static scala.collection.immutable.Map<String, String> scalaMap(Map<String, String> map) {
		HashMap<String, String> result = new HashMap<>();
		for (Map.Entry<String, String> entry : map.entrySet()) {
			result = result.updated(entry.getKey(), entry.getValue());
		}
		return result;
	}

	/**
	 * The code that was passed in, which is no file.
	 */
	private record Entry(String code) implements Sources {

		@Override
		public @Nullable String read(String path) {
			return path.equals(ENTRY) ? this.code : null;
		}

		@Override
		public String describe(String path) {
			return ENTRY;
		}

	}

	private static final class GuardedInterpreter extends Interpreter {

		GuardedInterpreter(scala.collection.immutable.Map<String, String> variables, Path directory, Importer importer,
				ParseCache parseCache) {
			super(variables, new HashMap<>(), directory, importer, parseCache, SETTINGS, null, null, new Std().Std());
		}

		@Override
		public Evaluator createEvaluator(CachedResolver resolver, Function1<String, Option<Expr>> variables,
				Path directory, Settings settings, Function1<sjsonnet.Error, BoxedUnit> warn) {
			return new GuardedEvaluator(resolver, variables, directory, settings, warn);
		}

	}

	/**
	 * Says where definitions that refer to themselves are, instead of overflowing.
	 */
	private static final class GuardedEvaluator extends Evaluator {

		static final String TOO_DEEP = "nested too deeply: a definition refers to itself without end";

		GuardedEvaluator(CachedResolver resolver, Function1<String, Option<Expr>> variables, Path directory,
				Settings settings, Function1<sjsonnet.Error, BoxedUnit> warn) {
			super(resolver, variables, directory, settings, warn);
		}

		@Override
		public Val visitExpr(Expr expression, Lazy[] scope) {
			try {
				return super.visitExpr(expression, scope);
			}
			catch (StackOverflowError ex) {
				// Where too little stack is left for this, the next frame out tries
				// again.
				Error$.MODULE$.fail(TOO_DEEP, expression, this);
				throw new IllegalStateException("fail never returns", ex);
			}
		}

	}

}
