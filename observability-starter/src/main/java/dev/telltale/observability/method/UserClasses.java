package dev.telltale.observability.method;

/**
 * Tells classes that users wrote from those of the frameworks, whose hundreds of methods
 * need not be searched for our annotations at every start.
 */
final class UserClasses {

	private static final String[] FRAMEWORKS = { "java.", "javax.", "jakarta.", "org.springframework.",
			"io.micrometer.", "io.opentelemetry.", "io.prometheus.", "org.apache.", "com.zaxxer.", "tools.jackson.",
			"com.fasterxml.", "reactor.", "io.netty.", "org.hibernate." };

	private UserClasses() {
	}

	static boolean mayBe(Class<?> type) {
		String name = type.getName();
		for (String framework : FRAMEWORKS) {
			if (name.startsWith(framework)) {
				return false;
			}
		}
		return true;
	}

}
