package dev.telltale.tools.process;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that supervises others until someone kills it. Arguments: a folder, whether
 * to close in a shutdown hook, how many processes to start, their command.
 */
final class SupervisingMain {

	private SupervisingMain() {
	}

	public static void main(String[] args) throws Exception {
		Path folder = Path.of(args[0]);
		List<String> command = Arrays.asList(args).subList(3, args.length);
		Supervisor supervisor = Supervisor.create(new ProcessLedger(folder.resolve("ledger")), (process, exit) -> {
		});
		if (Boolean.parseBoolean(args[1])) {
			Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close));
		}
		System.out.println("guardian " + supervisor.guardianPid());
		for (int i = 0; i < Integer.parseInt(args[2]); i++) {
			OwnedProcess process = supervisor
				.start(new ProcessSpec("child" + i, command, folder.resolve("child" + i + ".log")));
			System.out.println("child " + process.pid());
		}
		System.out.println("started");
		TimeUnit.MINUTES.sleep(5);
	}

}
