package dev.telltale.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * One text of the project, taken apart.
 *
 * @param path where it stands, from the project's root
 * @param anchors what a link to one of its headings may say, as GitHub makes it
 * @param links the targets of links and pictures
 * @param spans the code within sentences
 * @param words what is neither code nor a link's target
 * @param blocks the blocks of code
 */
record Page(String path, Set<String> anchors, List<Piece> links, List<Piece> spans, List<Piece> words,
		List<Block> blocks) {

	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Parser PARSER = Parser.builder()
		.includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
		.build();

	static Page read(String path) {
		try {
			return of(path, Files.readString(ROOT.resolve(path)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Page of(String path, String text) {
		Page page = new Page(path, new LinkedHashSet<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
				new ArrayList<>());
		PARSER.parse(text).accept(new Collector(page));
		return page;
	}

	/**
	 * Say what is wrong, and where.
	 * @param line the line
	 * @param problem the problem
	 * @return one line
	 */
	String problem(int line, String problem) {
		return "%s:%d: %s".formatted(this.path, line, problem);
	}

	/**
	 * Something in one line.
	 *
	 * @param line the line, from 1
	 * @param text the text
	 */
	record Piece(int line, String text) {

	}

	/**
	 * A block of code.
	 *
	 * @param line the line of its fence, from 1
	 * @param language what the fence says, empty if nothing
	 * @param text the code
	 * @param source the file that the comment above names as its origin, if one does
	 */
	record Block(int line, String language, String text, @Nullable String source) {

	}

	private static final class Collector extends AbstractVisitor {

		private static final Pattern SOURCE = Pattern.compile("<!-- from (\\S+) -->");

		private final Page page;

		private final Map<String, Integer> seen = new HashMap<>();

		private Collector(Page page) {
			this.page = page;
		}

		@Override
		public void visit(Heading heading) {
			StringBuilder text = new StringBuilder();
			heading.accept(new AbstractVisitor() {

				@Override
				public void visit(Text node) {
					text.append(node.getLiteral());
				}

				@Override
				public void visit(Code node) {
					text.append(node.getLiteral());
				}

			});
			String anchor = text.toString()
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N}_ -]", "")
				.replace(' ', '-');
			int times = this.seen.merge(anchor, 1, Integer::sum);
			this.page.anchors.add((times == 1) ? anchor : anchor + "-" + (times - 1));
			visitChildren(heading);
		}

		@Override
		public void visit(Link link) {
			this.page.links.add(new Piece(line(link), link.getDestination()));
			visitChildren(link);
		}

		@Override
		public void visit(Image image) {
			this.page.links.add(new Piece(line(image), image.getDestination()));
		}

		@Override
		public void visit(Code code) {
			this.page.spans.add(new Piece(line(code), code.getLiteral()));
		}

		@Override
		public void visit(Text text) {
			this.page.words.add(new Piece(line(text), text.getLiteral()));
		}

		@Override
		public void visit(FencedCodeBlock block) {
			String info = (block.getInfo() != null) ? block.getInfo() : "";
			this.page.blocks.add(new Block(line(block), info, block.getLiteral(), source(block.getPrevious())));
		}

		private static @Nullable String source(@Nullable Node before) {
			if (!(before instanceof HtmlBlock comment)) {
				return null;
			}
			Matcher matcher = SOURCE.matcher(comment.getLiteral());
			return matcher.matches() ? matcher.group(1) : null;
		}

		private static int line(Node node) {
			return node.getSourceSpans().get(0).getLineIndex() + 1;
		}

	}

}
