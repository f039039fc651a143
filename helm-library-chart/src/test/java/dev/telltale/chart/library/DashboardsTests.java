package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import dev.telltale.mixins.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_dashboards.tpl}.
 */
@RequiresHelm
class DashboardsTests {

	private static final String PLATFORM = "workload: {enabled: false}\nplatform: {dashboards: {enabled: true}}";

	private static final Pattern LINK = Pattern.compile("/d/([a-z0-9-]+)");

	// Longer, and the annotation in which a client keeps what it applied is refused.
	private static final int LIMIT = 256 * 1024;

	@Test
	void areOffUnlessSwitchedOn() {
		assertThat(dashboards(Charts.render(""))).isEmpty();
	}

	@Test
	void thePlatformHasEveryDashboardOfTheMixinByteByByte() throws IOException {
		Rendering rendering = Charts.render(PLATFORM);
		assertThat(rendering.kinds()).containsExactly("ConfigMap");
		List<Path> files = files("dashboards");
		assertThat(rendering.objects()).hasSameSizeAs(files);
		for (Path file : files) {
			String name = file.getFileName().toString();
			KubernetesObject map = rendering.object("ConfigMap", "shop-dashboard-" + name.replace(".json", ""));
			assertThat(map.json().get("data").get(name).asString()).isEqualTo(Files.readString(file).strip());
		}
	}

	@Test
	void areFoundByTheSidecar() {
		for (KubernetesObject dashboard : dashboards(Charts.render(PLATFORM))) {
			assertThat(dashboard.at("/metadata/labels/grafana_dashboard").asString()).isEqualTo("1");
			assertThat(dashboard.at("/metadata/annotations/grafana_folder").asString()).isEqualTo("Telltale");
		}
		KubernetesObject other = dashboards(Charts.render("""
				workload: {enabled: false}
				platform: {dashboards: {enabled: true, labels: {look: here}, annotations: {grafana_folder: Shop}}}
				""")).get(0);
		assertThat(other.at("/metadata/labels/look").asString()).isEqualTo("here");
		assertThat(other.at("/metadata/annotations/grafana_folder").asString()).isEqualTo("Shop");
	}

	@Test
	void someCanBeLeftOut() throws IOException {
		assertThat(dashboards(Charts
			.render("workload: {enabled: false}\nplatform: {dashboards: {enabled: true, without: [jvm, slo]}}")))
			.hasSize(files("dashboards").size() - 2)
			.noneMatch((map) -> map.name().endsWith("-jvm"));
	}

	@ParameterizedTest
	@ValueSource(strings = { PLATFORM, "standalone: {enabled: true}" })
	void areSmallEnoughAndKnownByOneName(String values) {
		List<KubernetesObject> dashboards = dashboards(Charts.render(values));
		assertThat(dashboards).isNotEmpty();
		TreeSet<String> uids = new TreeSet<>();
		for (KubernetesObject map : dashboards) {
			JsonNode json = content(map);
			assertThat(map.json().toString().getBytes(StandardCharsets.UTF_8).length).as(map.name()).isLessThan(LIMIT);
			assertThat(json.path("uid").asString()).as(map.name()).isNotEmpty().hasSizeLessThanOrEqualTo(40);
			assertThat(uids.add(json.path("uid").asString())).as(map.name()).isTrue();
		}
	}

	@Test
	void standingAloneAServiceHasItsOwn() throws IOException {
		List<KubernetesObject> dashboards = dashboards(Charts.render("standalone: {enabled: true}\nname: orders"));
		assertThat(dashboards).hasSameSizeAs(files("service/dashboards"));
		for (KubernetesObject map : dashboards) {
			JsonNode json = content(map);
			assertThat(json.path("title").asString()).endsWith(" of orders");
			assertThat(json.path("uid").asString()).endsWith("-orders");
			assertThat(json.toString()).doesNotContain("__SERVICE__");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { PLATFORM, "standalone: {enabled: true}\nname: orders" })
	void leadToDashboardsThatAreThere(String values) {
		List<KubernetesObject> dashboards = dashboards(Charts.render(values));
		List<String> uids = dashboards.stream().map((map) -> content(map).path("uid").asString()).toList();
		List<String> links = dashboards.stream()
			.flatMap((map) -> LINK.matcher(content(map).toString()).results())
			.map((link) -> link.group(1))
			.toList();
		assertThat(links).isNotEmpty().isSubsetOf(uids);
	}

	@Test
	void longNamesMakeShortUids() {
		String one = "a-service-with-quite-a-long-name-of-its-own";
		String uid = uid(one);
		assertThat(uid).hasSizeLessThanOrEqualTo(40).isNotEqualTo(uid(one + "-too"));
	}

	private static String uid(String name) {
		KubernetesObject service = dashboards(Charts.render("standalone: {enabled: true}\nname: " + name)).stream()
			.filter((map) -> map.json().get("data").has("service.json"))
			.findFirst()
			.orElseThrow();
		String uid = content(service).path("uid").asString();
		// A link to another of its dashboards.
		assertThat(service.json().toString())
			.contains("/d/" + uid.replace("telltale-service-", "telltale-route-") + "?");
		return uid;
	}

	private static JsonNode content(KubernetesObject map) {
		return Yaml.read(map.json().get("data").properties().iterator().next().getValue().asString());
	}

	private static List<KubernetesObject> dashboards(Rendering rendering) {
		return rendering.objects()
			.stream()
			.filter((object) -> object.kind().equals("ConfigMap") && object.name().contains("-dashboard-"))
			.collect(Collectors.toList());
	}

	private static List<Path> files(String folder) throws IOException {
		try (Stream<Path> files = Files.list(Charts.LIBRARY.resolve(folder))) {
			return files.sorted().toList();
		}
	}

}
