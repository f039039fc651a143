{{/*
PrometheusRules, one a file of rules: those of all services once in a cluster, or those of one service where there is no
platform chart.
Context: as prepared.
Values: platform.rules, platform.links, standalone, monitor.labels.
*/}}
{{- define "observability.rules" -}}
{{- $objects := list -}}
{{- $folder := "" -}}
{{- if .values.platform.rules.enabled }}{{ $folder = "rules" }}{{ else if .values.standalone.enabled }}{{ $folder = "service/rules" }}{{ end -}}
{{- if $folder -}}
{{- range $path, $_ := .files.Glob (printf "%s/*.yaml" $folder) -}}
{{- $stem := base $path | trimSuffix ".yaml" -}}
{{- if not (has $stem $.values.platform.rules.without) -}}
{{- $objects = append $objects (include "observability.rule" (dict "context" $ "stem" $stem "path" $path)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- join "\n---\n" $objects -}}
{{- end -}}

{{/*
One PrometheusRule.
Context: a dict of context, and of stem and path of the file.
Values: monitor.labels, platform.links.
*/}}
{{- define "observability.rule" -}}
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  {{- include "observability.metadata" (dict "context" .context "suffix" .stem "labels" .context.values.monitor.labels) | nindent 2 }}
spec:
  {{- include "observability.linked" (dict "links" .context.values.platform.links "text" (include "observability.ofService" .)) | nindent 2 }}
{{- end -}}

{{/*
Rules with the addresses of Grafana and of runbooks, or without the annotations that need them.
Context: a dict of text and links.
Values: none.
*/}}
{{- define "observability.linked" -}}
{{- $text := .text -}}
{{- if .links.grafana -}}
{{- $text = replace "__GRAFANA__" .links.grafana $text -}}
{{- else -}}
{{- $text = regexReplaceAll "\\n *[a-z_]+: [\"']?__GRAFANA__.*" $text "" -}}
{{- end -}}
{{- if .links.runbooks -}}
{{- /* The pattern is a text to the expression but for the name. */ -}}
{{- $address := .links.runbooks | replace "$" "$$" | replace "%s" "${1}" -}}
{{- $text = regexReplaceAll "__RUNBOOK_([A-Za-z]+)__" $text $address -}}
{{- else -}}
{{- $text = regexReplaceAll "\\n *[a-z_]+: [\"']?__RUNBOOK_.*" $text "" -}}
{{- end -}}
{{- $text -}}
{{- end -}}

{{/*
A file of the mixin, about this service where it is about one. Grafana takes uids of 40 characters.
Context: a dict of context and path.
Values: name.
*/}}
{{- define "observability.ofService" -}}
{{- $name := .context.name -}}
{{- $short := ternary $name (printf "%s-%s" (trunc 11 $name | trimSuffix "-") (sha256sum $name | trunc 8)) (le (len $name) 20) -}}
{{- .context.files.Get .path | replace "-__SERVICE__" (printf "-%s" $short) | replace "__SERVICE__" $name | trim -}}
{{- end -}}
