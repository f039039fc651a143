package dev.telltale.mixins.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.MixinException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which mixin, and how it is configured.
 */
public final class MixinOptions {

	@Option(names = "--mixin", paramLabel = "DIR",
			description = "The folder of a mixin.libsonnet of your own, which imports telltale/mixin/mixin.libsonnet;"
					+ " Telltale's mixin as it is, if not given.")
	private @Nullable Path directory;

	@Option(names = "--config", paramLabel = "FILE",
			description = "What differs from the mixin's _config: a .yaml, .json or .jsonnet file.")
	private @Nullable Path config;

	@Option(names = "--service", paramLabel = "NAME",
			description = "Only what watches this service, without Alertmanager and platform. May be a token to replace"
					+ " later, such as __SERVICE__.")
	private @Nullable String service;

	Mixin mixin() {
		return mixin(Mixin::bundled);
	}

	/**
	 * Return the mixin that is named.
	 * @param otherwise gives another if none is
	 * @return the mixin
	 * @throws MixinException if the folder holds none
	 */
	public Mixin mixin(Supplier<Mixin> otherwise) {
		return (this.directory != null) ? Mixin.in(this.directory) : otherwise.get();
	}

	/**
	 * Do something with the configuration; what is wrong with it is told with the place
	 * in its file.
	 * @param <T> the type of the result
	 * @param work what to do
	 * @return the result
	 * @throws MixinException as the work throws it, or if the file cannot be read
	 */
	public <T> T withConfig(Function<Map<String, ?>, T> work) {
		if (this.config == null) {
			return work.apply(complete(Map.of()));
		}
		ConfigurationFile file = ConfigurationFile.read(this.config);
		try {
			return work.apply(complete(file.values()));
		}
		catch (MixinException ex) {
			throw file.locate(ex, (values) -> work.apply(complete(values)));
		}
	}

	private Map<String, Object> complete(Map<String, ?> values) {
		Map<String, Object> complete = new TreeMap<>(values);
		if (this.service != null) {
			complete.put("service", this.service);
		}
		return complete;
	}

}
