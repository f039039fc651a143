package dev.telltale.cli.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.telltale.cli.traffic.Call;

/**
 * The Spring Boot application whose services a stack starts: the sample service, or one
 * that somebody brings. Safe for use by several threads.
 */
public sealed interface Application permits SampleApplication, OwnApplication {

	/**
	 * Return the services that people look at, those first that others depend on.
	 * @return the services
	 */
	List<ServiceInstance> services();

	/**
	 * Return the service that users call.
	 * @return the last of the services
	 */
	default ServiceInstance service() {
		return services().get(services().size() - 1);
	}

	/**
	 * Return what users do when all is well.
	 * @return the requests, which may be none
	 */
	List<Call> users();

	/**
	 * Return how large its heap may grow, as {@code -Xmx} takes it.
	 * @return the size
	 */
	String heap();

	/**
	 * Return the words of a {@code java} command that start it.
	 * @return options of the JVM, up to what is started
	 * @throws StackException if it was not built
	 */
	List<String> words();

	/**
	 * Return the properties that it needs besides those of every service.
	 * @return the properties
	 */
	Map<String, String> settings();

	/**
	 * Return the name that its service has in a namespace where nobody but a scenario
	 * uses it.
	 * @param namespace the namespace
	 * @return the name
	 */
	String jobIn(String namespace);

	/**
	 * Return the properties under which nothing goes wrong by chance.
	 * @return the properties
	 */
	Map<String, String> certainty();

	/**
	 * Let it start faster from now on, if that is possible.
	 * @param java the JVM that will start it
	 * @return whether there was anything to do
	 * @throws IOException if that fails; it starts all the same
	 * @throws InterruptedException if this thread is interrupted
	 */
	boolean prepare(Path java) throws IOException, InterruptedException;

}
