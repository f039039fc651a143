package dev.telltale.mixins;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.Alertmanager;
import io.fabric8.openshift.api.model.monitoring.v1.AlertmanagerConfiguration;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.PagerDutyConfig;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Receiver;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Route;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The mixin as objects of Kubernetes, read by their models: an unknown field is an error.
 */
class KubernetesTests {

	private static final JsonMapper STRICT = JsonMapper.builder()
		.annotationIntrospector(new JacksonAnnotationIntrospector() {

			private static final long serialVersionUID = 1L;

			@Override
			public Boolean hasAnySetter(Annotated annotated) {
				return false;
			}

		})
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.build();

	private static final Map<String, Class<?>> TYPES = Map.of("ConfigMap", ConfigMap.class, "PrometheusRule",
			PrometheusRule.class, "AlertmanagerConfig", AlertmanagerConfig.class);

	private static final Map<String, Object> EVERYTHING = Map.of("grafanaUrl", "https://grafana.example",
			"alertmanager",
			Map.of("receivers", Map.of("critical", channels(), "warning", channels()), "teams",
					Map.of("shop", Map.of("critical", channels())), "smtp",
					Map.of("smarthost", "mail.example:587", "from", "a@shop.example", "username", "alerts",
							"passwordFile", "/etc/alertmanager/mail-password"),
					"officeHours", Map.of("weekdays", List.of("monday:friday"))),
			"kubernetes", Map.of("labels", Map.of("release", "stack")));

	private final Mixin mixin = Mixin.bundled();

	@Test
	void everyObjectFitsItsModel() throws Exception {
		for (Map<String, Object> config : List.of(Map.<String, Object>of(), Mixin.DEMO, EVERYTHING,
				Map.<String, Object>of("service", "shop"))) {
			Map<String, Object> objects = objects(config);
			assertThat(objects).containsKeys("kubernetes/rules-http.yaml", "kubernetes/dashboard-service.yaml");
		}
	}

	@Test
	void everyDocumentIsThere() {
		Map<String, String> files = this.mixin.render(Map.of()).files();
		Map<String, String> objects = this.mixin.renderForKubernetes(Map.of()).files();
		assertThat(objects).hasSameSizeAs(files);
		assertThat(objects.keySet()).allMatch((path) -> path.startsWith("kubernetes/"));
		JsonNode rules = Yaml.read(objects.get("kubernetes/rules-http.yaml"));
		assertThat(rules.at("/metadata/name").asString()).isEqualTo("telltale-http");
		assertThat(rules.at("/metadata/namespace").asString()).isEqualTo("monitoring");
		assertThat(rules.get("spec")).isEqualTo(Yaml.read(files.get("prometheus/rules/http.yaml")));
		JsonNode dashboard = Yaml.read(objects.get("kubernetes/dashboard-service.yaml"));
		assertThat(dashboard.at("/metadata/labels/grafana_dashboard").asString()).isEqualTo("1");
		assertThat(Yaml.read(dashboard.at("/data/service.json").asString()))
			.isEqualTo(Yaml.read(files.get("dashboards/service.json")));
		assertThat(Yaml.read(objects.get("kubernetes/templates-telltale.yaml")).at("/data/telltale.tmpl").asString())
			.isEqualTo(files.get("alertmanager/telltale.tmpl"));
	}

	@Test
	void theAlertmanagerConfigSaysTheSame() throws Exception {
		AlertmanagerConfig config = (AlertmanagerConfig) objects(EVERYTHING).get("kubernetes/alertmanager.yaml");
		assertThat(config.getMetadata().getLabels()).containsEntry("release", "stack");
		JsonNode own = this.mixin.evaluate("mixin.alertmanagerConfig", EVERYTHING);
		Route route = config.getSpec().getRoute();
		assertThat(route.getReceiver()).isEqualTo("none");
		assertThat(route.getRoutes()).hasSize(own.at("/route/routes").size());
		assertThat(route.getRoutes().get(1).at("/matchers/1/value").asText()).isEqualTo("|production|prod");
		assertThat(route.getRoutes().get(1).at("/routes/0/receiver").asText()).isEqualTo("shop-critical");
		assertThat(route.getRoutes().get(2).at("/activeTimeIntervals/0").asText())
			.isEqualTo(config.getSpec().getMuteTimeIntervals().get(0).getName());
		assertThat(config.getSpec().getInhibitRules()).hasSize(own.get("inhibit_rules").size());
		assertThat(config.getSpec().getReceivers()).extracting(Receiver::getName)
			.containsExactly("critical", "warning", "heartbeat", "shop-critical", "none");
		Receiver critical = config.getSpec().getReceivers().get(0);
		assertThat(critical.getSlackConfigs().get(0).getApiURL().getKey()).isEqualTo("slack-url");
		assertThat(critical.getEmailConfigs().get(0).getAuthPassword().getKey()).isEqualTo("mail-password");
		assertThat(critical.getWebhookConfigs().get(0).getHttpConfig().getAuthorization().getCredentials().getName())
			.isEqualTo("telltale-alertmanager");
		PagerDutyConfig pagerDuty = critical.getPagerdutyConfigs().get(0);
		assertThat(pagerDuty.getRoutingKey().getKey()).isEqualTo("key");
		assertThat(pagerDuty.getPagerDutyLinkConfigs()).extracting("alt").containsExactly("Dashboard", "Silence");
	}

	// As the README says: by its labels alone the operator would confine it to its own
	// namespace.
	@Test
	void theAlertmanagerObjectOfTheReadmeNamesWhatIsRendered() throws Exception {
		Matcher yaml = Pattern.compile("```yaml\n(spec:\n  alertmanagerConfiguration:.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(Path.of("../examples/mixins/README.md")));
		assertThat(yaml.find()).isTrue();
		Alertmanager alertmanager = STRICT.readValue(Yaml.read(yaml.group(1)).toString(), Alertmanager.class);
		AlertmanagerConfiguration configuration = alertmanager.getSpec().getAlertmanagerConfiguration();
		Map<String, Object> objects = objects(Map.of("kubernetes", Map.of("namespace", "observability")));
		AlertmanagerConfig config = (AlertmanagerConfig) objects.get("kubernetes/alertmanager.yaml");
		assertThat(configuration.getName()).isEqualTo(config.getMetadata().getName());
		List<ConfigMap> templates = objects.entrySet()
			.stream()
			.filter((object) -> object.getKey().startsWith("kubernetes/templates-"))
			.map((object) -> (ConfigMap) object.getValue())
			.toList();
		assertThat(configuration.getTemplates()).extracting((template) -> template.getConfigMap().getName())
			.containsExactlyElementsOf(templates.stream().map((map) -> map.getMetadata().getName()).toList());
		assertThat(configuration.getTemplates()).extracting((template) -> template.getConfigMap().getKey())
			.containsExactlyElementsOf(templates.stream().flatMap((map) -> map.getData().keySet().stream()).toList());
		assertThat(templates).extracting((map) -> map.getMetadata().getNamespace())
			.containsOnly("observability")
			.contains(config.getMetadata().getNamespace());
		assertThat(config.getSpec().getRoute().getMatchers()).isEmpty();
	}

	@Test
	void objectsOfAServiceHaveNamesOfTheirOwn() throws Exception {
		Map<String, Object> objects = objects(Map.of("service", "shop"));
		assertThat(objects).doesNotContainKey("kubernetes/alertmanager.yaml");
		assertThat(((PrometheusRule) objects.get("kubernetes/rules-http.yaml")).getMetadata().getName())
			.isEqualTo("telltale-shop-http");
	}

	@Test
	void saysThatTheOperatorKnowsNoTimeZones() {
		assertThatExceptionOfType(MixinException.class)
			.isThrownBy(() -> this.mixin.renderForKubernetes(Map.of("alertmanager",
					Map.of("officeHours", Map.of("weekdays", List.of("monday"), "location", "Europe/Berlin")))))
			.withMessageContaining("officeHours.location must be UTC in Kubernetes, not Europe/Berlin");
	}

	private Map<String, Object> objects(Map<String, Object> config) throws Exception {
		Map<String, Object> objects = new TreeMap<>();
		List<String> names = new ArrayList<>();
		for (var file : this.mixin.renderForKubernetes(config).files().entrySet()) {
			JsonNode document = Yaml.read(file.getValue());
			String kind = document.get("kind").asString();
			Object object = STRICT.readValue(document.toString(), TYPES.get(kind));
			names.add(kind + " " + document.at("/metadata/name").asString());
			objects.put(file.getKey(), object);
		}
		assertThat(names).doesNotHaveDuplicates();
		return objects;
	}

	private static Map<String, Object> channels() {
		return Map.of("webhook", Map.of("url", "https://hooks.example", "credentialsFile", "/etc/alertmanager/token"),
				"slack", Map.of("apiUrlFile", "/etc/alertmanager/slack-url", "channel", "#alerts"), "pagerduty",
				Map.of("routingKeyFile", "key"), "email", Map.of("to", "oncall@shop.example"));
	}

}
