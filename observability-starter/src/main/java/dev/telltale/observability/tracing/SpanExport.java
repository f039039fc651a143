package dev.telltale.observability.tracing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Where the spans of a service go, and which of them, as the beans that export them tell
 * it. Immutable and thread-safe.
 */
public final class SpanExport {

	private static final String PARENT_BASED = "ParentBased{root:";

	private static final Pattern RATIO = Pattern.compile("TraceIdRatioBased\\{([0-9.]+)}");

	private final List<String> destinations;

	private final @Nullable String sampler;

	private final @Nullable Double probability;

	SpanExport(List<SpanExporter> exporters, @Nullable Sampler sampler) {
		this.destinations = exporters.stream().map(SpanExport::name).toList();
		this.sampler = (sampler != null) ? sampler.getDescription() : null;
		this.probability = (this.sampler != null) ? probability(this.sampler) : null;
	}

	private static String name(SpanExporter exporter) {
		return (exporter instanceof CountingSpanExporter counting) ? counting.name()
				: exporter.getClass().getSimpleName();
	}

	/**
	 * A sampler tells its probability by its description only.
	 */
	private static @Nullable Double probability(String sampler) {
		String root = sampler.startsWith(PARENT_BASED) ? sampler.substring(PARENT_BASED.length()) : sampler;
		if (root.startsWith(Sampler.alwaysOn().getDescription())) {
			return 1.0;
		}
		if (root.startsWith(Sampler.alwaysOff().getDescription())) {
			return 0.0;
		}
		Matcher ratio = RATIO.matcher(root);
		return ratio.lookingAt() ? Double.valueOf(ratio.group(1)) : null;
	}

	/**
	 * Return where spans are sent, without what may be secret in a URL.
	 * @return the name of each exporter; none if nothing is exported
	 */
	public List<String> destinations() {
		return this.destinations;
	}

	/**
	 * Return the probability with which a trace that begins in this service is exported.
	 * @return the probability, or {@code null} if a sampler of the user's own decides
	 */
	public @Nullable Double probability() {
		return this.probability;
	}

	/**
	 * Return which traces are exported, and by what.
	 * @return the end of a sentence about traces, such as "not exported"
	 */
	public String describe() {
		if (this.destinations.isEmpty()) {
			return "not exported";
		}
		String sampling = " as " + ((this.sampler != null) ? this.sampler : "the service's own sampler") + " decides";
		return "exported by " + String.join(" and ", this.destinations)
				+ ((this.probability != null) ? " with a probability of " + this.probability : sampling);
	}

}
