package dev.telltale.chart;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ArrayList;

/**
 * Helm as a command, for machines without one: takes the arguments that
 * {@link HelmOnPath} gives, and lets Helm in process do the work.
 */
final class HelmCommand {

	private HelmCommand() {
	}

	public static void main(String[] arguments) {
		Helm helm = new HelmInProcess();
		List<String> positions = new ArrayList<>();
		Map<String, List<String>> options = new LinkedHashMap<>();
		Iterator<String> rest = List.of(arguments).iterator();
		while (rest.hasNext()) {
			String argument = rest.next();
			if (List.of("--no-hooks", "--short", "--strict", "--quiet").contains(argument)) {
				continue;
			}
			if (argument.startsWith("--")) {
				options.computeIfAbsent(argument, (key) -> new ArrayList<>()).add(rest.next());
			}
			else {
				positions.add(argument);
			}
		}
		try {
			run(helm, positions, options);
		}
		catch (IllegalStateException ex) {
			System.err.println("Error: " + ex.getMessage());
			System.exit(1);
		}
	}

	private static void run(Helm helm, List<String> positions, Map<String, List<String>> options) {
		switch (positions.get(0)) {
			case "version" -> System.out.println("v3.21.0");
			case "dependency" -> helm.updateDependencies(Path.of(positions.get(2)));
			case "lint" -> {
				List<String> messages = helm.lint(Path.of(positions.get(1)));
				System.out.println("==> Linting " + positions.get(1));
				messages.forEach(System.out::println);
				System.exit(messages.isEmpty() ? 0 : 1);
			}
			case "package" -> helm.pack(Path.of(positions.get(1)), Path.of(options.get("--destination").get(0)));
			case "template" -> {
				Map<String, String> settings = new LinkedHashMap<>();
				options.getOrDefault("--set", List.of())
					.forEach((setting) -> settings.put(setting.substring(0, setting.indexOf('=')),
							setting.substring(setting.indexOf('=') + 1).replaceAll("\\\\(.)", "$1")));
				System.out.print(helm.template(Path.of(positions.get(2)), new Release(positions.get(1),
						options.get("--namespace").get(0), options.get("--kube-version").get(0),
						options.getOrDefault("--values", List.of()).stream().map(Path::of).toList(), settings)));
			}
			default -> throw new IllegalStateException("unknown command " + positions.get(0));
		}
	}

}
