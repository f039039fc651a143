{{/*
Renders every object of every copy of this library in a chart, each under its name or alias. The one include that a chart needs.
Context: the root of the chart that depends on the library.
Values: those of each copy, such as .Values.observability.
*/}}
{{- define "observability.all" -}}
{{- $objects := list -}}
{{- range $key := include "observability.keys" . | fromJsonArray -}}
{{- $context := dict "root" $ "key" $key "copy" (index $.Subcharts $key) -}}
{{- include "observability.prepare" $context -}}
{{- include "observability.validate" $context -}}
{{- $kinds := list -}}
{{- if $context.values.workload.enabled -}}
{{- $kinds = list "serviceaccount" "config" "deployment" "service" "metricsservice" "monitor" "probe" "networkpolicy" "hpa" "pdb" "ingress" "httproute" "test" -}}
{{- end -}}
{{- range $kind := concat $kinds (list "own" "dashboards" "rules" "alertmanager") -}}
{{- with include (printf "observability.%s" $kind) $context | trim -}}
{{- $objects = append $objects . -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- join "\n---\n" $objects -}}
{{- end -}}
