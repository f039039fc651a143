package dev.telltale.mixins.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.lint.Finding;
import dev.telltale.mixins.lint.Linter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Checks a mixin for what is valid and yet wrong.
 */
@Command(name = "lint", description = { "Check rules and dashboards for what is valid and yet wrong.",
		"Exits with 1 if something is." })
class LintCommand implements Callable<Integer> {

	@picocli.CommandLine.Mixin
	private MixinOptions options = new MixinOptions();

	@Spec
	private @Nullable CommandSpec spec;

	@Override
	public Integer call() {
		Mixin mixin = this.options.mixin();
		List<Finding> findings = this.options.withConfig((config) -> Linter.lint(mixin, config));
		if (this.spec != null) {
			PrintWriter out = this.spec.commandLine().getOut();
			findings.forEach(out::println);
			out.println(findings.isEmpty() ? "Nothing to say." : findings.size() + " to mend.");
		}
		return findings.isEmpty() ? 0 : 1;
	}

}
