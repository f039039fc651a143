{{/*
AlertmanagerConfig, and the ConfigMap of the templates that it names. Who is told stands in the values; routes and
inhibitions come from the mixin.
Context: as prepared.
Values: platform.alertmanager, monitor.labels.
*/}}
{{- define "observability.alertmanager" -}}
{{- $alertmanager := .values.platform.alertmanager -}}
{{- if $alertmanager.enabled -}}
{{- $spec := .files.Get "alertmanager/config.yaml" | fromYaml -}}
{{- $receivers := list -}}
{{- range $spec.receivers -}}
{{- $receivers = append $receivers (merge (deepCopy .) (index $alertmanager.receivers .name | default dict)) -}}
{{- end -}}
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata:
  {{- include "observability.metadata" (dict "context" . "suffix" "alertmanager" "labels" .values.monitor.labels) | nindent 2 }}
spec:
  {{- set $spec "receivers" $receivers | toYaml | nindent 2 }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "observability.metadata" (dict "context" . "suffix" "alertmanager-templates") | nindent 2 }}
data:
  {{- range $path, $_ := .files.Glob "alertmanager/*.tmpl" }}
  {{ base $path }}: |
    {{- $.files.Get $path | trim | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}
