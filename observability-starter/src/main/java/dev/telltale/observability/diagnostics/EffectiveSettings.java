package dev.telltale.observability.diagnostics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Telltale's own settings as they are in force, each with its origin. What looks like a
 * secret, such as a masking pattern that somebody filled with one, is not shown.
 */
class EffectiveSettings {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("telltale");

	private static final List<String> SECRETIVE = List.of("password", "secret", "token", "credential", "pattern");

	private final Environment environment;

	EffectiveSettings(Environment environment) {
		this.environment = environment;
	}

	List<Setting> read() {
		List<Setting> settings = new ArrayList<>();
		Set<ConfigurationPropertyName> seen = new HashSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream().filter(PREFIX::isAncestorOf).filter(seen::add).forEach((name) -> {
					ConfigurationProperty property = iterable.getConfigurationProperty(name);
					if (property != null) {
						settings.add(setting(name, property));
					}
				});
			}
		}
		return settings;
	}

	private Setting setting(ConfigurationPropertyName name, ConfigurationProperty property) {
		String lower = name.toString().toLowerCase(Locale.ROOT);
		boolean secretive = SECRETIVE.stream().anyMatch(lower::contains);
		String value = secretive ? "******" : this.environment.getProperty(name.toString());
		String origin = (property.getOrigin() != null) ? property.getOrigin().toString() : null;
		return new Setting(name.toString(), value, origin);
	}

	/**
	 * A setting.
	 *
	 * @param name the name of the property
	 * @param value its value
	 * @param origin where it is set, if known
	 */
	record Setting(String name, @Nullable String value, @Nullable String origin) {

	}

}
