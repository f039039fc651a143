package dev.telltale.observability.logging;

import java.util.function.Predicate;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import net.logstash.logback.composite.AbstractFieldJsonProvider;
import tools.jackson.core.JsonGenerator;

/**
 * Writes a hash that is the same for the same error, in every process and release: of the
 * classes of the throwables and of the classes and methods of the frames that are not
 * folded, without messages, line numbers and the numbers of generated names. Unlike the
 * encoder's own it ends on circular causes.
 */
class StackHashProvider extends AbstractFieldJsonProvider<ILoggingEvent> {

	private final Predicate<String> folded;

	/**
	 * Create a provider.
	 * @param folded whether frames of a class are left out
	 */
	StackHashProvider(Predicate<String> folded) {
		this.folded = folded;
		setFieldName(LogFieldNames.STACK_HASH);
	}

	@Override
	public void writeTo(JsonGenerator generator, ILoggingEvent event) {
		IThrowableProxy throwable = event.getThrowableProxy();
		if (throwable != null) {
			generator.writeStringProperty(getFieldName(), hexadecimal(hash(throwable)));
		}
	}

	private int hash(IThrowableProxy throwable) {
		int hash = 0;
		IThrowableProxy current = throwable;
		while (current != null) {
			hash = 31 * hash + stableHash(current.getClassName());
			for (StackTraceElementProxy proxy : current.getStackTraceElementProxyArray()) {
				StackTraceElement frame = proxy.getStackTraceElement();
				if (frame.getLineNumber() >= 0 && !this.folded.test(frame.getClassName())) {
					hash = 31 * hash + stableHash(frame.getClassName());
					hash = 31 * hash + stableHash(frame.getMethodName());
				}
			}
			current = current.isCyclic() ? null : current.getCause();
		}
		return hash;
	}

	/**
	 * Leave the digits of names such as {@code Shop$$Lambda/0x00007f} and
	 * {@code lambda$pay$3} out: they differ from run to run, or from release to release.
	 */
	private static int stableHash(String name) {
		int generated = name.indexOf("$$");
		int end = (generated >= 0) ? generated : name.length();
		if (name.startsWith("lambda$")) {
			end = name.lastIndexOf('$');
		}
		int hash = 0;
		for (int i = 0; i < end; i++) {
			hash = 31 * hash + name.charAt(i);
		}
		return hash;
	}

	private static String hexadecimal(int hash) {
		String digits = Integer.toHexString(hash);
		return "0".repeat(8 - digits.length()) + digits;
	}

}
