{{/*
The notes after an installation: what is watched, where, and what the platform must select.
Context: the root of the chart that depends on the library.
Values: those of each copy.
*/}}
{{- define "observability.notes" -}}
{{- $notes := list -}}
{{- range $key := include "observability.keys" . | fromJsonArray -}}
{{- $context := dict "root" $ "key" $key "copy" (index $.Subcharts $key) -}}
{{- include "observability.prepare" $context -}}
{{- $notes = append $notes (include "observability.notes.copy" $context | trim) -}}
{{- end -}}
{{- join "\n\n" $notes -}}
{{- end -}}

{{/*
The notes of one service, or of the platform.
Context: as prepared.
Values: all.
*/}}
{{- define "observability.notes.copy" -}}
{{- $values := .values -}}
{{- $labels := list -}}
{{- range $label, $value := $values.monitor.labels -}}
{{- $labels = append $labels (printf "%s=%s" $label $value) -}}
{{- end -}}
{{- $selected := ternary "whatever its labels are" (printf "by the label %s" (join ", " $labels)) (empty $labels) -}}
{{- if $values.workload.enabled }}
{{ .name }} runs in namespace {{ .root.Release.Namespace }}, {{ if $values.autoscaling.enabled }}with {{ $values.autoscaling.minReplicas }} to {{ $values.autoscaling.maxReplicas }} pods{{ else }}with {{ .replicas }} {{ ternary "pods" "pod" (gt .replicas 1) }}{{ end }}.

Watched:
{{- if $values.monitor.enabled }}
- metrics at port {{ index .ports .managementPort }}, path {{ .metricsPath }}, scraped by a {{ $values.monitor.kind }}; in PromQL {job="{{ .name }}"}
{{- else }}
- no metrics: {{ .key }}.monitor.enabled is false
{{- end }}
- start and liveness at port {{ index .ports .probePort }}, path {{ .livenessPath }}; readiness at path {{ .readinessPath }}
{{- if $values.probe.enabled }}
- from outside, by the blackbox exporter at {{ $values.probe.prober }}
{{- end }}
{{- range $name, $objective := $values.slo.objectives }}
- objective {{ $name }}: {{ include "observability.notes.objective" $objective }}
{{- else }}
- objectives as the service's application.yml says; {{ .key }}.slo.objectives overrides them
{{- end }}
{{- if $values.tracing.endpoint }}
- traces, sent to {{ $values.tracing.endpoint }}
{{- else }}
- no traces: set {{ .key }}.tracing.endpoint to your collector
{{- end }}
{{- if or $values.monitor.enabled $values.probe.enabled }}

The Prometheus Operator must select these objects {{ $selected }}. Nothing is scraped otherwise. Ask what yours selects:
  kubectl get prometheus --all-namespaces --output jsonpath='{.items[*].spec.{{ if not $values.monitor.enabled }}probeSelector{{ else if eq $values.monitor.kind "ServiceMonitor" }}serviceMonitorSelector{{ else }}podMonitorSelector{{ end }}}'
Set {{ .key }}.monitor.labels to what it says.
{{- end }}
{{- if and $values.networkPolicy.enabled (eq .managementPort "management") }}

The management port can be reached from namespace {{ $values.networkPolicy.monitoringNamespace }} only. Change {{ .key }}.networkPolicy.monitoringNamespace if Prometheus runs in another.
{{- else if ne .managementPort "management" }}

Metrics and health details are on the port of the users. Set {{ .key }}.ports.management to another port to keep them apart.
{{- end }}

Try it:
  kubectl --namespace {{ .root.Release.Namespace }} port-forward service/{{ .name }} 8080:{{ $values.expose.port }}
  curl http://localhost:8080/readyz
{{- if $values.test.enabled }}
  helm --namespace {{ .root.Release.Namespace }} test {{ .root.Release.Name }}
{{- end }}
{{- end }}
{{- $own := $values.own }}
{{- if or $values.platform.dashboards.enabled $values.platform.rules.enabled $values.platform.alertmanager.enabled $values.standalone.enabled $own.rules.enabled $own.dashboards.enabled }}

{{- $sidecar := list }}
{{- range $label, $value := $values.platform.dashboards.labels }}
{{- $sidecar = append $sidecar (printf "%s=%s" $label $value) }}
{{- end }}
{{- $brings := list }}
{{- if or $values.platform.dashboards.enabled $values.standalone.enabled $own.dashboards.enabled }}
{{- $brings = append $brings (printf "dashboards, which the sidecar of Grafana selects by %s" (join ", " $sidecar)) }}
{{- end }}
{{- if or $values.platform.rules.enabled $values.standalone.enabled $own.rules.enabled }}
{{- $brings = append $brings (printf "rules, which the operator must select %s" $selected) }}
{{- end }}
{{- if $values.platform.alertmanager.enabled }}
{{- $brings = append $brings "the configuration of the Alertmanager" }}
{{- end }}
{{ .name }} brings {{ join ", and " $brings }}.
{{- if and (or $values.platform.rules.enabled $values.standalone.enabled) (not (and $values.platform.links.grafana $values.platform.links.runbooks)) }}
Alerts lead nowhere yet: set {{ .key }}.platform.links.grafana to your Grafana, and {{ .key }}.platform.links.runbooks to your runbooks, with %s for the name of an alert.
{{- end }}
{{- if $values.platform.alertmanager.enabled }}
Name the AlertmanagerConfig {{ include "observability.suffixed" (dict "context" . "suffix" "alertmanager") }} in the alertmanagerConfiguration of your Alertmanager: selected by labels alone it would hear of this namespace only.
{{- end }}
{{- end }}
{{- end -}}

{{/*
What an objective overrides, in words.
Context: the objective.
Values: none.
*/}}
{{- define "observability.notes.objective" -}}
{{- $parts := list -}}
{{- with (.availability | default dict).objective }}{{ $parts = append $parts (printf "%v succeed" .) }}{{ end -}}
{{- with (.latency | default dict).objective }}{{ $parts = append $parts (printf "%v are fast" .) }}{{ end -}}
{{- with (.latency | default dict).threshold }}{{ $parts = append $parts (printf "fast is up to %s" .) }}{{ end -}}
{{- with index . "min-bad-events" }}{{ $parts = append $parts (printf "silent below %v bad events" .) }}{{ end -}}
{{- join ", " $parts -}}
{{- end -}}
