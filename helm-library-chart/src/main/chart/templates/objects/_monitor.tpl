{{/*
PodMonitor or ServiceMonitor: how the Prometheus Operator scrapes the service.
Context: as prepared.
Values: monitor.
*/}}
{{- define "observability.monitor" -}}
{{- $monitor := .values.monitor -}}
{{- if $monitor.enabled }}
{{- $ofPods := eq $monitor.kind "PodMonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: {{ $monitor.kind }}
metadata:
  {{- include "observability.metadata" (dict "context" . "labels" $monitor.labels) | nindent 2 }}
spec:
  # The label "job" of every series is the name of the service.
  jobLabel: app.kubernetes.io/name
  podTargetLabels: [tier, team, environment]
  selector:
    matchLabels:
      {{- include "observability.selector" . | nindent 6 }}
      {{- if not $ofPods }}
      app.kubernetes.io/component: metrics
      {{- end }}
  {{- with $monitor.sampleLimit }}
  sampleLimit: {{ . }}
  {{- end }}
  # Exemplars, which lead from a bucket to a trace, are in OpenMetrics only.
  scrapeProtocols: [OpenMetricsText1.0.0, OpenMetricsText0.0.1, PrometheusText0.0.4]
  {{ ternary "podMetricsEndpoints" "endpoints" $ofPods }}:
    - port: {{ .managementPort }}
      path: {{ .metricsPath }}
      {{- with $monitor.interval }}
      interval: {{ . }}
      {{- end }}
      {{- with $monitor.scrapeTimeout }}
      scrapeTimeout: {{ . }}
      {{- end }}
      {{- with $monitor.endpoint }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
{{- end }}
{{- end -}}

{{/*
Service: a ServiceMonitor's way to the management port, for it selects Services.
Context: as prepared.
Values: monitor.
*/}}
{{- define "observability.metricsservice" -}}
{{- if and .values.monitor.enabled (eq .values.monitor.kind "ServiceMonitor") }}
apiVersion: v1
kind: Service
metadata:
  {{- include "observability.metadata" (dict "context" . "suffix" "metrics" "labels" (dict "app.kubernetes.io/component" "metrics")) | nindent 2 }}
spec:
  clusterIP: None
  # A pod that is not ready is scraped too: that is when its metrics are needed.
  publishNotReadyAddresses: true
  selector:
    {{- include "observability.selector" . | nindent 4 }}
  ports:
    - name: {{ .managementPort }}
      port: {{ index .ports .managementPort }}
      targetPort: {{ .managementPort }}
      protocol: TCP
{{- end }}
{{- end -}}
