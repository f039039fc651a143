package dev.telltale.cli;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.telltale.cli.preview.DoctorReasons;
import dev.telltale.cli.preview.LocalLogs;
import dev.telltale.cli.preview.MixinDashboards;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.RunningStack;
import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Surroundings;
import dev.telltale.preview.Dashboards;
import dev.telltale.preview.PreviewOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What is previewed: the dashboards of the mixin at the running stack, unless told
 * otherwise.
 */
class PreviewTarget {

	private static final Duration DEMO_INTERVAL = Duration.ofSeconds(2);

	@Option(names = "--prometheus", paramLabel = "URL",
			description = "The Prometheus; that of the running stack if not given.")
	private @Nullable URI prometheus;

	@Option(names = "--dashboards", paramLabel = "DIR",
			description = "A folder of dashboards as JSON; those of the mixin if not given, rendered again when it changes.")
	private @Nullable Path folder;

	@Option(names = "--scrape-interval", paramLabel = "TIME", converter = DurationConverter.class,
			description = "How often Prometheus scrapes; 15s with --prometheus, 2s at the running stack if not given.")
	private @Nullable Duration scrapeInterval;

	PreviewOptions on(InetSocketAddress address) {
		Home located = Home.locate();
		RunningStack stack = (this.prometheus == null) ? RunningStack.of(located) : null;
		Home home = (stack != null) ? located.ofRunningStack() : located;
		URI prometheus = (stack != null) ? stack.address("prometheus") : this.prometheus;
		Duration interval = (this.scrapeInterval != null) ? this.scrapeInterval
				: (stack != null) ? DEMO_INTERVAL : Duration.ofSeconds(15);
		PreviewOptions options = PreviewOptions.of(prometheus, dashboards(home))
			.listenOn(address)
			.scrapeInterval(interval)
			.reasons(new DoctorReasons(prometheus, Inventory.of(home.render(Mixin.DEMO)),
					Surroundings.of(home.mixin(), Mixin.DEMO, interval)));
		return (stack != null)
				? options.traces(stack.address("zipkin") + "zipkin/traces/{}").logs(new LocalLogs(home.logs("up")))
				: options;
	}

	private Dashboards dashboards(Home home) {
		if (this.folder == null) {
			return new MixinDashboards(home.mixins());
		}
		if (!Files.isDirectory(this.folder)) {
			throw new CommandException("there is no folder %s: render dashboards into it first".formatted(this.folder));
		}
		return Dashboards.of(this.folder);
	}

}
