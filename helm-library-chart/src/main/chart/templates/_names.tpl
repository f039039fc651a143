{{/*
Appends a suffix to the name of a service, so that Kubernetes' limit of 63 characters holds and no two names become one.
Context: a dict of context and suffix.
Values: name.
*/}}
{{- define "observability.suffixed" -}}
{{- $name := printf "%s-%s" .context.name .suffix -}}
{{- if gt (len $name) 63 -}}
{{- if le (len .suffix) 40 -}}
{{- $room := sub 53 (len .suffix) | int -}}
{{- $name = printf "%s-%s-%s" (trunc $room .context.name | trimSuffix "-") (sha256sum .context.name | trunc 8) .suffix -}}
{{- else -}}
{{- /* The name of a user's file, which may be as long as it likes. */ -}}
{{- $name = printf "%s-%s" (trunc 54 $name | trimAll "-") (sha256sum $name | trunc 8) -}}
{{- end -}}
{{- end -}}
{{- $name -}}
{{- end -}}

{{/*
The metadata of an object.
Context: a dict of context, and of suffix, labels and annotations where the object has them.
Values: labels.
*/}}
{{- define "observability.metadata" -}}
name: {{ if .suffix }}{{ include "observability.suffixed" . }}{{ else }}{{ toYaml .context.name }}{{ end }}
namespace: {{ toYaml .context.root.Release.Namespace }}
labels:
  {{- include "observability.labels" .context | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/*
What selects the pods of a service. It never changes, for selectors cannot.
Context: as prepared.
Values: name.
*/}}
{{- define "observability.selector" -}}
app.kubernetes.io/name: {{ toYaml .name }}
app.kubernetes.io/instance: {{ toYaml .root.Release.Name }}
{{- end -}}

{{/*
The labels of every object.
Context: as prepared.
Values: labels, service.version, image.tag.
*/}}
{{- define "observability.labels" -}}
{{ include "observability.selector" . }}
{{- with include "observability.versionLabel" . }}
app.kubernetes.io/version: {{ quote . }}
{{- end }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." }}
{{- with .values.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/*
The version as a label may hold it.
Context: as prepared.
Values: service.version, image.tag.
*/}}
{{- define "observability.versionLabel" -}}
{{- regexReplaceAll "[^A-Za-z0-9_.-]" (.version | default "") "_" | trunc 63 | trimAll "-_." -}}
{{- end -}}

{{/*
The labels of a pod. Those of tier, team and environment become labels of its metrics.
Context: as prepared.
Values: team, service.environment, labels, podLabels.
*/}}
{{- define "observability.podLabels" -}}
{{ include "observability.selector" . }}
{{- with include "observability.versionLabel" . }}
app.kubernetes.io/version: {{ quote . }}
{{- end }}
tier: service
{{- with .values.team }}
team: {{ quote . }}
{{- end }}
{{- with .values.service.environment }}
environment: {{ quote . }}
{{- end }}
{{- with merge (dict) .values.podLabels .values.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}
