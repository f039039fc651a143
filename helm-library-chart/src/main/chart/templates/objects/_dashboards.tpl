{{/*
ConfigMaps of dashboards, one each, for the sidecar of Grafana: those of all services once in a cluster, or those of one
service where there is no platform chart.
Context: as prepared.
Values: platform.dashboards, standalone.
*/}}
{{- define "observability.dashboards" -}}
{{- $objects := list -}}
{{- $dashboards := .values.platform.dashboards -}}
{{- $folder := "" -}}
{{- if $dashboards.enabled }}{{ $folder = "dashboards" }}{{ else if .values.standalone.enabled }}{{ $folder = "service/dashboards" }}{{ end -}}
{{- if $folder -}}
{{- range $path, $_ := .files.Glob (printf "%s/*.json" $folder) -}}
{{- $stem := base $path | trimSuffix ".json" -}}
{{- if not (has $stem $dashboards.without) -}}
{{- $objects = append $objects (include "observability.dashboard" (dict "context" $ "stem" $stem "path" $path)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- join "\n---\n" $objects -}}
{{- end -}}

{{/*
One ConfigMap.
Context: a dict of context, and of stem and path of the file.
Values: platform.dashboards.
*/}}
{{- define "observability.dashboard" -}}
{{- $dashboards := .context.values.platform.dashboards -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "observability.metadata" (dict "context" .context "suffix" (printf "dashboard-%s" .stem) "labels" $dashboards.labels "annotations" $dashboards.annotations) | nindent 2 }}
data:
  {{ .stem }}.json: |-
    {{- include "observability.ofService" . | nindent 4 }}
{{- end -}}
