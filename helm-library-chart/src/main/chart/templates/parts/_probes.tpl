{{/*
The three probes. Start and liveness ask the same; neither asks what the service depends on.
Context: as prepared.
Values: probes.
*/}}
{{- define "observability.probes" -}}
{{- $probes := .values.probes -}}
{{- $get := dict "startup" .livenessPath "liveness" .livenessPath "readiness" .readinessPath -}}
{{- range $kind := list "startup" "liveness" "readiness" -}}
{{- $probe := index $probes $kind -}}
{{- if $probe.enabled }}
{{ $kind }}Probe:
  httpGet:
    path: {{ index $get $kind }}
    port: {{ $.probePort }}
    {{- if ne $probes.scheme "HTTP" }}
    scheme: {{ $probes.scheme }}
    {{- end }}
  periodSeconds: {{ $probe.periodSeconds }}
  timeoutSeconds: {{ $probe.timeoutSeconds }}
  {{- if eq $kind "startup" }}
  # As often as the budget for a start holds.
  failureThreshold: {{ max 1 (divf $probe.budgetSeconds $probe.periodSeconds | ceil | int) }}
  {{- else }}
  failureThreshold: {{ $probe.failureThreshold }}
  {{- end }}
{{- end }}
{{- end }}
{{- end -}}
