package dev.telltale.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The values of a fault's parameters. Immutable.
 */
public final class Settings {

	private final Map<Parameter<?>, Object> values;

	private Settings(Map<Parameter<?>, Object> values) {
		this.values = values;
	}

	/**
	 * Read what was given.
	 * @param fault the name of the fault
	 * @param parameters the parameters that it has
	 * @param given values by name
	 * @return the settings, with the default of each parameter that was not given
	 * @throws FaultException with status 400 if a name is not known, a value given twice
	 * or one that is out of its range
	 */
	static Settings read(String fault, List<Parameter<?>> parameters, Map<String, List<String>> given) {
		List<String> unknown = new ArrayList<>(given.keySet());
		Map<Parameter<?>, Object> values = new LinkedHashMap<>();
		for (Parameter<?> parameter : parameters) {
			unknown.remove(parameter.name());
			List<String> texts = given.getOrDefault(parameter.name(), List.of());
			if (texts.size() > 1) {
				throw FaultException.invalid(parameter.name() + " is given more than once: give it once");
			}
			values.put(parameter, texts.isEmpty() ? parameter.defaultValue() : parameter.read(texts.get(0)));
		}
		if (!unknown.isEmpty()) {
			throw FaultException.invalid("'%s' is no parameter of %s: it has %s".formatted(unknown.get(0), fault,
					String.join(", ", parameters.stream().map(Parameter::name).toList())));
		}
		return new Settings(values);
	}

	/**
	 * Return a value.
	 * @param <T> the type of the value
	 * @param parameter a parameter of the fault
	 * @return its value
	 * @throws IllegalArgumentException if the fault does not have that parameter
	 */
	@SuppressWarnings("unchecked")
	public <T> T get(Parameter<T> parameter) {
		@Nullable Object value = this.values.get(parameter);
		if (value == null) {
			throw new IllegalArgumentException("'" + parameter.name() + "' is no parameter of this fault");
		}
		return (T) value;
	}

	/**
	 * Return all values as they are shown.
	 * @return values by name
	 */
	Map<String, Object> shown() {
		Map<String, Object> shown = new LinkedHashMap<>();
		this.values.forEach((parameter, value) -> shown.put(parameter.name(), Parameter.shown(value)));
		return shown;
	}

	@Override
	public String toString() {
		return shown().toString();
	}

}
