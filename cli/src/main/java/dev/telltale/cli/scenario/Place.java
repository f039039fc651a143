package dev.telltale.cli.scenario;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * Where systems that somebody else started can be reached.
 *
 * @param prometheus the address of Prometheus
 * @param alertmanager the address of Alertmanager
 * @param receiver the address of the receiver of notifications
 * @param service the address of the sample service
 * @param job the job of its targets
 * @param payments the address of the service for payments, or {@code null}
 * @param paymentsJob the job of its targets
 */
public record Place(URI prometheus, URI alertmanager, URI receiver, URI service, String job, @Nullable URI payments,
		String paymentsJob) {

}
