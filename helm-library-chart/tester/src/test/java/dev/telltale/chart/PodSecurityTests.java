package dev.telltale.chart;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PodSecurity}.
 */
@RequiresHelm
class PodSecurityTests {

	@Test
	void takesAPodThatHasAll() throws IOException {
		ChartAssertions.assertThat(pod("").render()).isRestricted();
	}

	@Test
	void saysWhatIsMissing() throws IOException {
		Rendering rendering = Fixtures.of("""
				apiVersion: v1
				kind: Pod
				metadata: {name: web}
				spec:
				  containers: [{name: web, image: a}]
				""").render();
		assertThat(rendering.problems()).isEmpty();
		assertThat(rendering.securityProblems()).extracting(Problem::toString)
			.containsExactly("Pod web /spec/containers/0/securityContext/allowPrivilegeEscalation: must be false",
					"Pod web /spec/containers/0/securityContext/runAsNonRoot: must be true, here or for the pod",
					"Pod web /spec/containers/0/securityContext/seccompProfile/type: must be RuntimeDefault or Localhost,"
							+ " here or for the pod",
					"Pod web /spec/containers/0/securityContext/capabilities/drop: must have ALL");
	}

	@Test
	void refusesTheHost() throws IOException {
		Rendering rendering = pod("""
				  hostNetwork: true
				  volumes:
				    - {name: root, hostPath: {path: /}}
				""").render();
		assertThat(rendering.securityProblems()).extracting(Problem::path)
			.containsExactly("/spec/hostNetwork", "/spec/volumes/0/hostPath");
	}

	@Test
	void looksAtHooksToo() {
		Rendering shop = Chart.in(Fixtures.folder("shop")).name("shop").render();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> ChartAssertions.assertThat(shop).isRestricted())
			.withMessageContaining("Pod shop-scrape /spec/containers/0/securityContext/")
			.withMessageNotContaining("Deployment shop");
	}

	private static Chart pod(String more) throws IOException {
		return Fixtures.of("""
				apiVersion: v1
				kind: Pod
				metadata: {name: web}
				spec:
				  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
				  containers:
				    - name: web
				      image: a
				      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
				""" + more);
	}

}
