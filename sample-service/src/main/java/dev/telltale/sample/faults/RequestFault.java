package dev.telltale.sample.faults;

import org.springframework.http.server.PathContainer;

/**
 * A fault of single requests.
 */
interface RequestFault extends Fault {

	/**
	 * Act upon a request, before the service does.
	 * @param path the path within the application
	 */
	void onRequest(PathContainer path);

}
