{{/*
Probe: the service as its users reach it, asked by the blackbox exporter. Its series bear the labels of the service.
Context: as prepared.
Values: probe, monitor.labels, team, service.environment.
*/}}
{{- define "observability.probe" -}}
{{- $probe := .values.probe -}}
{{- if $probe.enabled }}
{{- $targets := $probe.urls -}}
{{- range $probe.paths -}}
{{- $targets = append $targets (printf "http://%s.%s.svc:%v%s" $.name $.root.Release.Namespace $.values.expose.port .) -}}
{{- end -}}
apiVersion: monitoring.coreos.com/v1
kind: Probe
metadata:
  {{- include "observability.metadata" (dict "context" . "labels" .values.monitor.labels) | nindent 2 }}
spec:
  jobName: {{ toYaml .name }}
  prober:
    url: {{ $probe.prober }}
  module: {{ $probe.module }}
  {{- with .values.monitor.interval }}
  interval: {{ . }}
  {{- end }}
  targets:
    staticConfig:
      static:
        {{- toYaml $targets | nindent 8 }}
      labels:
        namespace: {{ toYaml .root.Release.Namespace }}
        {{- with .values.team }}
        team: {{ quote . }}
        {{- end }}
        {{- with .values.service.environment }}
        environment: {{ quote . }}
        {{- end }}
{{- end }}
{{- end -}}
