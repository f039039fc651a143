package dev.telltale.chart.library;

import java.util.List;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names and labels, also at the limits of Kubernetes.
 */
@RequiresHelm
class NamesTests {

	private static final String LONG = "a-service-whose-name-is-precisely-as-long-as-kubernetes-permits";

	private static final String EVERYTHING = """
			monitor: {kind: ServiceMonitor}
			standalone: {enabled: true}
			probe: {enabled: true}
			autoscaling: {enabled: true}
			ingress: {enabled: true, hosts: [a.example]}
			route: {enabled: true, gateways: [{name: public}]}
			""";

	@Test
	void ofSixtyThreeCharactersAreFine() {
		assertThat(LONG).hasSize(63);
		Rendering rendering = Charts.render(EVERYTHING + "name: " + LONG);
		assertThat(rendering.object("Deployment", LONG)).isNotNull();
		assertThat(rendering.objects()).allSatisfy((object) -> {
			assertThat(object.name()).hasSizeLessThanOrEqualTo(63).doesNotEndWith("-");
			object.at("/metadata/labels").forEach((label) -> assertThat(label.asString()).hasSizeLessThanOrEqualTo(63));
		});
		// Two long names that begin alike stay two.
		String other = LONG.substring(0, 61) + "ed";
		assertThat(names(rendering)).doesNotContainAnyElementsOf(names(Charts.render(EVERYTHING + "name: " + other)));
	}

	@Test
	void ofSixtyFourCharactersAreRefused() {
		Charts.refusal("name: " + LONG + "x")
			.withMessageContaining("observability.name is \"" + LONG + "x\", 64 characters long: set it to at most 63");
	}

	@Test
	void comeFromTheReleaseUnlessSaid() {
		assertThat(Charts.render("").only("Deployment").name()).isEqualTo("shop");
		Rendering rendering = Charts.render("name: orders");
		assertThat(rendering.only("Deployment").name()).isEqualTo("orders");
		assertThat(rendering.only("Deployment").at("/metadata/labels/app.kubernetes.io~1name").asString())
			.isEqualTo("orders");
		assertThat(rendering.only("Deployment").at("/metadata/labels/app.kubernetes.io~1instance").asString())
			.isEqualTo("shop");
	}

	@ParameterizedTest
	@ValueSource(strings = { "no", "null", "on" })
	void thatYamlReadsAsSomethingElseStayNames(String name) {
		Rendering rendering = Charts.render(EVERYTHING + "name: \"" + name + "\"");
		assertThat(rendering).isValid();
		assertThat(rendering.object("Deployment", name).at("/spec/template/metadata/labels/app.kubernetes.io~1name"))
			.isEqualTo(rendering.object("Service", name).at("/spec/selector/app.kubernetes.io~1name"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.2.3", "2.0.0-rc.1+build.5" })
	void everyObjectSaysWhoseItIs(String version) {
		assertThat(
				Charts.render(EVERYTHING + "labels: {cost-centre: \"4711\"}\nservice: {version: \"" + version + "\"}")
					.objects())
			.isNotEmpty()
			.allSatisfy((object) -> {
				assertThat(object.namespace()).isEqualTo("web");
				assertThat(object.at("/metadata/labels/app.kubernetes.io~1name").asString()).isEqualTo("shop");
				assertThat(object.at("/metadata/labels/app.kubernetes.io~1managed-by").asString()).isEqualTo("Helm");
				assertThat(object.at("/metadata/labels/app.kubernetes.io~1version").asString())
					.isEqualTo(version.replace('+', '_'));
				assertThat(object.at("/metadata/labels/helm.sh~1chart").asString()).isEqualTo("service-2.1.0");
				assertThat(object.at("/metadata/labels/cost-centre").asString()).isEqualTo("4711");
			});
	}

	private static List<String> names(Rendering rendering) {
		return rendering.objects().stream().map(KubernetesObject::toString).toList();
	}

}
