package dev.telltale.cli.report;

/**
 * What the pages of this package have in common: their looks, and no script.
 */
final class Html {

	static final String END = "</body>\n</html>\n";

	private static final String HEAD = """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<title>%s</title>
			<style>
			:root { color-scheme: light dark; --good: #1a7f37; --bad: #cf222e; --dim: #6e7781; --line: #d0d7de; }
			@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #f85149; --dim: #8b949e; --line: #30363d; } }
			body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
			h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
			table { border-collapse: collapse; width: 100%%; } th { text-align: left; color: var(--dim); font-weight: normal; }
			th, td { border-bottom: 1px solid var(--line); padding: .25rem .6rem .25rem 0; vertical-align: top; }
			td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
			.passed { color: var(--good); } .failed { color: var(--bad); font-weight: 600; } .skipped, .dim { color: var(--dim); }
			details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; padding: .4rem .8rem; }
			summary { cursor: pointer; } img { max-width: 100%%; border: 1px solid var(--line); border-radius: 6px; }
			.wide { overflow-x: auto; } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; } figure { margin: 0; }
			</style>
			</head>
			<body>
			""";

	private Html() {
	}

	/**
	 * Return the beginning of a page, as far as its body.
	 */
	static String head(String title) {
		return HEAD.formatted(escape(title));
	}

	static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

}
