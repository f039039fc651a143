package dev.telltale.observability.business;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.telltale.observability.method.InvalidAnnotationException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * The money that an invocation moved, by the expressions of a {@link BusinessEvent},
 * which are parsed and checked once. Immutable and thread-safe.
 */
final class MoneyExpression {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private static final Pattern CURRENCY_CODE = Pattern.compile("[A-Z]{3}");

	private static final String RESULT = "result";

	private final String[] parameters;

	private final SpelExpression amount;

	private final @Nullable Currency fixedCurrency;

	private final @Nullable SpelExpression currency;

	private MoneyExpression(BusinessEvent annotation, Method method) {
		String[] names = new DefaultParameterNameDiscoverer().getParameterNames(method);
		this.parameters = (names != null) ? names : new String[0];
		this.amount = parse("amount", annotation.amount(), method);
		boolean fixed = CURRENCY_CODE.matcher(annotation.currency()).matches();
		this.fixedCurrency = fixed ? currency(annotation.currency(), method) : null;
		this.currency = fixed ? null : parse("currency", annotation.currency(), method);
	}

	/**
	 * Parse the expressions of an annotation.
	 * @param annotation the annotation
	 * @param method the method that carries it
	 * @return the money, or {@code null} if there is none
	 * @throws InvalidAnnotationException if an expression is wrong
	 */
	static @Nullable MoneyExpression parse(BusinessEvent annotation, Method method) {
		if (annotation.amount().isEmpty() != annotation.currency().isEmpty()) {
			throw new InvalidAnnotationException(BusinessEvent.class, method,
					annotation.amount().isEmpty() ? "has a currency but no amount." : "has an amount but no currency.",
					"Set both, such as amount = \"#result.total\" and currency = \"EUR\", or none.");
		}
		return annotation.amount().isEmpty() ? null : new MoneyExpression(annotation, method);
	}

	/**
	 * Return the currency that every amount has.
	 * @return the currency, or {@code null} if it is different each time
	 */
	@Nullable Currency fixedCurrency() {
		return this.fixedCurrency;
	}

	/**
	 * Add the money of an invocation to an event.
	 * @param event the event
	 * @param arguments the arguments of the invocation
	 * @param result what it returned
	 * @throws RuntimeException if an expression cannot be evaluated, or yields no money
	 */
	void add(BusinessMetrics.BusinessEvent event, @Nullable Object[] arguments, @Nullable Object result) {
		EvaluationContext context = context(arguments, result);
		BigDecimal value = toNumber(this.amount.getValue(context));
		if (value != null) {
			event.amount(value, (this.currency != null) ? toCurrency(this.currency.getValue(context))
					: toCurrency(this.fixedCurrency));
		}
	}

	private EvaluationContext context(@Nullable Object[] arguments, @Nullable Object result) {
		EvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding().withInstanceMethods().build();
		for (int i = 0; i < this.parameters.length; i++) {
			context.setVariable(this.parameters[i], arguments[i]);
		}
		context.setVariable(RESULT, result);
		return context;
	}

	private static @Nullable BigDecimal toNumber(@Nullable Object value) {
		if (value == null || value instanceof BigDecimal) {
			return (BigDecimal) value;
		}
		if (value instanceof Number number) {
			return new BigDecimal(number.toString());
		}
		throw new IllegalArgumentException("the amount is no number but a " + value.getClass().getName());
	}

	private static Currency toCurrency(@Nullable Object value) {
		if (value instanceof Currency currency) {
			return currency;
		}
		if (value instanceof String code) {
			return Currency.getInstance(code);
		}
		throw new IllegalArgumentException("the currency is neither a code nor a java.util.Currency but "
				+ ((value != null) ? "a " + value.getClass().getName() : "null"));
	}

	private static Currency currency(String code, Method method) {
		try {
			return Currency.getInstance(code);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAnnotationException(BusinessEvent.class, method, "has the currency '" + code + "'.",
					"Write an ISO 4217 code, such as EUR.");
		}
	}

	private SpelExpression parse(String attribute, String text, Method method) {
		SpelExpression expression;
		try {
			expression = PARSER.parseRaw(text);
		}
		catch (ParseException ex) {
			throw new InvalidAnnotationException(BusinessEvent.class, method,
					"has an %s '%s' that is no SpEL expression: %s".formatted(attribute, text, ex.getSimpleMessage()),
					"Write an expression such as #result.total.");
		}
		Set<String> known = new LinkedHashSet<>();
		known.add("#" + RESULT);
		Arrays.stream(this.parameters).map((name) -> "#" + name).forEach(known::add);
		Set<String> unknown = new LinkedHashSet<>();
		collectUnknown(expression.getAST(), known, unknown);
		if (!unknown.isEmpty()) {
			throw new InvalidAnnotationException(BusinessEvent.class, method,
					"has an %s '%s' that names %s.".formatted(attribute, text, String.join(", ", unknown)),
					"Use what there is: " + known.stream().collect(Collectors.joining(", ")) + ".");
		}
		return expression;
	}

	private static void collectUnknown(SpelNode node, Set<String> known, Set<String> unknown) {
		if (node instanceof VariableReference && !isKnown(node.toStringAST(), known)) {
			unknown.add(node.toStringAST());
		}
		for (int i = 0; i < node.getChildCount(); i++) {
			collectUnknown(node.getChild(i), known, unknown);
		}
	}

	private static boolean isKnown(String variable, Set<String> known) {
		// #this and #root stand for the element in a selection or projection.
		return known.contains(variable) || variable.equals("#this") || variable.equals("#root");
	}

}
