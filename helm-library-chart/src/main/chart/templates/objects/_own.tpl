{{/*
PrometheusRules and dashboards of the service's own: files of the chart that depends on this one, an object each.
Context: as prepared.
Values: own, monitor.labels, platform.dashboards.
*/}}
{{- define "observability.own" -}}
{{- $objects := list -}}
{{- if .values.own.rules.enabled -}}
{{- range $path, $_ := .root.Files.Glob "rules/*.yaml" -}}
{{- $objects = append $objects (include "observability.own.rule" (dict "context" $ "path" $path)) -}}
{{- end -}}
{{- end -}}
{{- if .values.own.dashboards.enabled -}}
{{- range $path, $_ := .root.Files.Glob "dashboards/*.json" -}}
{{- $objects = append $objects (include "observability.own.dashboard" (dict "context" $ "path" $path)) -}}
{{- end -}}
{{- end -}}
{{- join "\n---\n" $objects -}}
{{- end -}}

{{/*
One PrometheusRule.
Context: a dict of context and path of the file.
Values: monitor.labels.
*/}}
{{- define "observability.own.rule" -}}
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  {{- include "observability.metadata" (dict "context" .context "suffix" (base .path | trimSuffix ".yaml" | printf "own-%s") "labels" .context.values.monitor.labels) | nindent 2 }}
spec:
  {{- .context.root.Files.Get .path | fromYaml | toYaml | nindent 2 }}
{{- end -}}

{{/*
One ConfigMap, with the file as it is.
Context: a dict of context and path of the file.
Values: platform.dashboards.
*/}}
{{- define "observability.own.dashboard" -}}
{{- $dashboards := .context.values.platform.dashboards -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "observability.metadata" (dict "context" .context "suffix" (base .path | trimSuffix ".json" | printf "own-dashboard-%s") "labels" $dashboards.labels "annotations" $dashboards.annotations) | nindent 2 }}
data:
  {{ base .path }}: {{ .context.root.Files.Get .path | trim | toJson }}
{{- end -}}
