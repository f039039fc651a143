package dev.telltale.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.telltale.chart.Sources.Shown;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a chart renders. Immutable, and safe for use by several threads; AssertJ's
 * {@code assertThat} takes it and offers {@link RenderingAssert}.
 */
public final class Rendering implements AssertProvider<RenderingAssert> {

	private final String yaml;

	private final Release release;

	private final Documents objects;

	private final CustomKinds customKinds;

	private final Supplier<Shown> show;

	private @Nullable Shown shown;

	Rendering(String yaml, Release release, CustomKinds customKinds, Supplier<Shown> show) {
		this.yaml = yaml;
		this.release = release;
		this.objects = new Documents(Manifest.split(yaml), release.namespace());
		this.customKinds = customKinds;
		this.show = show;
	}

	/**
	 * Return all objects, in the order in which Helm installs them. Hooks, such as the
	 * pods of {@code helm test}, are not among them.
	 * @return the objects; those of a list one by one
	 * @throws ChartException if a document is no YAML
	 */
	public List<KubernetesObject> objects() {
		return this.objects.all();
	}

	/**
	 * Return the hooks, such as the pods of {@code helm test}, in the order in which Helm
	 * renders them. Hooks are found in the templates of the chart, and in those of charts
	 * it depends on, by {@code file://} or unpacked in its {@code charts} folder, if a
	 * template writes {@code helm.sh/hook} in full.
	 * @return the hooks
	 * @throws ChartException if a document is no YAML
	 */
	public List<KubernetesObject> hooks() {
		return shownDocuments().all();
	}

	/**
	 * Return what Helm tells people after the installation.
	 * @return the rendered {@code NOTES.txt}, empty if the chart has none
	 */
	public String notes() {
		return shown().notes();
	}

	/**
	 * Return what a cluster would refuse, or what cannot work in it, hooks included:
	 * fields that are unknown, missing or of a wrong type, names and labels that do not
	 * fit, things that are there twice, selectors that match nothing, names of ports that
	 * nobody has.
	 * @return the problems, none if all is well
	 */
	public List<Problem> problems() {
		Problems problems = new Problems();
		List<KubernetesObject> all = everything(problems);
		Validation.validate(all, this.customKinds, problems);
		return problems.list();
	}

	/**
	 * Return what the <em>restricted</em> profile of the Pod Security Standards refuses.
	 * @return the problems, none if all is well
	 */
	public List<Problem> securityProblems() {
		Problems problems = new Problems();
		PodSecurity.check(everything(problems), problems);
		return problems.list();
	}

	private List<KubernetesObject> everything(Problems problems) {
		Documents hooks = shownDocuments();
		this.objects.report(problems);
		hooks.report(problems);
		List<KubernetesObject> all = new ArrayList<>(this.objects.readable());
		all.addAll(hooks.readable());
		return all;
	}

	private Documents shownDocuments() {
		return new Documents(shown().hooks(), this.release.namespace());
	}

	private synchronized Shown shown() {
		if (this.shown == null) {
			this.shown = this.show.get();
		}
		return this.shown;
	}

	/**
	 * Return an object.
	 * @param kind its kind, such as {@code Deployment}
	 * @param name its name
	 * @return the object
	 * @throws NoSuchElementException if there is none or more than one, with what there
	 * is
	 */
	public KubernetesObject object(String kind, String name) {
		return one(kind + " " + name,
				objects().stream()
					.filter((object) -> object.kind().equals(kind) && object.name().equals(name))
					.toList());
	}

	/**
	 * Return the only object of a kind.
	 * @param kind the kind
	 * @return the object
	 * @throws NoSuchElementException if there is none or more than one, with what there
	 * is
	 */
	public KubernetesObject only(String kind) {
		return one(kind, objects().stream().filter((object) -> object.kind().equals(kind)).toList());
	}

	private KubernetesObject one(String wanted, List<KubernetesObject> found) {
		if (found.size() != 1) {
			throw new NoSuchElementException("Expecting one %s, but there %s; rendered are %s".formatted(wanted, found
				.isEmpty() ? "is none" : "are " + found.size(), this.objects.readable().isEmpty() ? "no objects"
						: this.objects.readable().stream().map(Object::toString).collect(Collectors.joining(", "))));
		}
		return found.get(0);
	}

	/**
	 * Return which kinds there are.
	 * @return the kinds in alphabetical order
	 * @throws ChartException if a document is no YAML
	 */
	public Set<String> kinds() {
		return objects().stream().map(KubernetesObject::kind).collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Return what Helm renders.
	 * @return the text, byte by byte
	 */
	public String yaml() {
		return this.yaml;
	}

	@Override
	public RenderingAssert assertThat() {
		return new RenderingAssert(this);
	}

	@Override
	public String toString() {
		return "rendering of " + this.objects.readable().size() + " objects";
	}

}
