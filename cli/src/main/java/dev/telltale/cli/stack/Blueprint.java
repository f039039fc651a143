package dev.telltale.cli.stack;

import java.util.List;

/**
 * What a stack consists of, beside the receiver of notifications.
 *
 * @param services the services that it starts with
 * @param usualPorts whether components listen where the field expects them, if they can
 * @param exporters whether it watches this machine
 * @param pair whether there are two Prometheis and two Alertmanagers that gossip
 */
public record Blueprint(List<ServiceInstance> services, boolean usualPorts, boolean exporters, boolean pair) {

	/**
	 * Create a blueprint.
	 * @param services the services that it starts with
	 * @param usualPorts whether components listen where the field expects them, if they
	 * can
	 * @param exporters whether it watches this machine
	 * @param pair whether there are two Prometheis and two Alertmanagers that gossip
	 */
	public Blueprint {
		services = List.copyOf(services);
	}

	/**
	 * Return what people look at: services that are watched by everything.
	 * @param services the services
	 * @return the blueprint
	 */
	public static Blueprint standard(List<ServiceInstance> services) {
		return new Blueprint(services, true, true, false);
	}

	/**
	 * Return what many scenarios share: no service, for each brings its own.
	 * @return the blueprint
	 */
	public static Blueprint shared() {
		return new Blueprint(List.of(), true, true, false);
	}

	/**
	 * Return what one scenario has for itself, to break it.
	 * @param pair whether there are two Prometheis and two Alertmanagers
	 * @return the blueprint
	 */
	public static Blueprint own(boolean pair) {
		return new Blueprint(List.of(), false, false, pair);
	}

	List<Component> prometheis() {
		return this.pair ? List.of(Component.PROMETHEUS, Component.PROMETHEUS.twin()) : List.of(Component.PROMETHEUS);
	}

	List<Component> alertmanagers() {
		return this.pair ? List.of(Component.ALERTMANAGER, Component.ALERTMANAGER.twin())
				: List.of(Component.ALERTMANAGER);
	}

	/**
	 * Return what observes without being a service, a store or a router.
	 */
	List<Component> exporterComponents() {
		return this.exporters ? List.of(Component.NODE_EXPORTER, Component.BLACKBOX_EXPORTER)
				: List.of(Component.BLACKBOX_EXPORTER);
	}

}
