package dev.telltale.observability.identity;

import java.io.IOException;
import java.util.Properties;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * The version of this starter.
 */
public final class TelltaleVersion {

	private static final String LOCATION = "META-INF/telltale/version.properties";

	private TelltaleVersion() {
	}

	/**
	 * Return the version. It stands in a file that the build writes, since a manifest is
	 * lost when jars are merged into one.
	 * @return the version, or {@code unknown} if that file is lost too
	 */
	public static String get() {
		try {
			Properties properties = PropertiesLoaderUtils
				.loadProperties(new ClassPathResource(LOCATION, TelltaleVersion.class.getClassLoader()));
			return properties.getProperty("version", IdentityMetricNames.UNKNOWN);
		}
		catch (IOException ex) {
			// No reason to keep a service from starting.
			return IdentityMetricNames.UNKNOWN;
		}
	}

}
