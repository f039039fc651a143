package dev.telltale.chart.library;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.Rendering;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_serviceaccount.tpl}.
 */
@RequiresHelm
class ServiceAccountTests {

	@Test
	void hasNoToken() {
		Rendering rendering = Charts.render("serviceAccount: {annotations: {role: orders}}");
		assertThat(rendering.only("ServiceAccount").at("/automountServiceAccountToken").asBoolean(true)).isFalse();
		assertThat(rendering.only("ServiceAccount").at("/metadata/annotations/role").asString()).isEqualTo("orders");
		assertThat(account(rendering)).isEqualTo(rendering.only("ServiceAccount").name()).isEqualTo("shop");
	}

	@Test
	void anotherCanBeUsed() {
		Rendering rendering = Charts.render("serviceAccount: {create: false, name: existing}");
		assertThat(rendering.kinds()).doesNotContain("ServiceAccount");
		assertThat(account(rendering)).isEqualTo("existing");
		assertThat(account(Charts.render("serviceAccount: {create: false}"))).isEqualTo("default");
	}

	@Test
	void aNameOfItsOwnIsTheNameOfBoth() {
		Rendering rendering = Charts.render("serviceAccount: {name: robot}");
		assertThat(rendering.only("ServiceAccount").name()).isEqualTo("robot");
		assertThat(account(rendering)).isEqualTo("robot");
	}

	private static String account(Rendering rendering) {
		return rendering.only("Deployment").at("/spec/template/spec/serviceAccountName").asString();
	}

}
