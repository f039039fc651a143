package dev.telltale.tools.process;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A process that holds a lock until someone kills it.
 */
final class LockingMain {

	private LockingMain() {
	}

	public static void main(String[] args) throws Exception {
		try (InstanceLock lock = InstanceLock.acquire(Path.of(args[0]))) {
			System.out.println("holding " + lock);
			TimeUnit.MINUTES.sleep(5);
		}
	}

}
