package dev.telltale.mixins.jsonnet;

import java.util.List;

import scala.Option;
import sjsonnet.Importer;
import sjsonnet.Path;
import sjsonnet.ResolvedFile;
import sjsonnet.StaticResolvedFile;

/**
 * Resolves imports: beside the importing file first, then in each of the sources in turn.
 */
class SourceImporter extends Importer {

	private final List<Sources> sources;

	SourceImporter(List<Sources> sources) {
		this.sources = sources;
	}

	@Override
	public Option<Path> resolve(Path folder, String name) {
		Path beside = folder.$div(name);
		if (read(beside).isDefined()) {
			return Option.apply(beside);
		}
		for (Sources tree : this.sources) {
			Path candidate = new SourcePath(tree, "").$div(name);
			if (read(candidate).isDefined()) {
				return Option.apply(candidate);
			}
		}
		return Option.empty();
	}

	@Override
	public Option<ResolvedFile> read(Path path) {
		SourcePath source = (SourcePath) path;
		String text = source.sources().read(source.path());
		return (text != null) ? Option.apply(new StaticResolvedFile(text)) : Option.empty();
	}

}
