{{/*
Where pods run: spread over zones and nodes as far as there is room, each revision for itself.
Context: as prepared.
Values: spread.
*/}}
{{- define "observability.spread" -}}
{{- if and .several .values.spread -}}
{{- range $key := .values.spread -}}
- topologyKey: {{ $key }}
  maxSkew: 1
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- include "observability.selector" $ | nindent 6 }}
  matchLabelKeys: [pod-template-hash]
{{ end -}}
{{- end -}}
{{- end -}}
