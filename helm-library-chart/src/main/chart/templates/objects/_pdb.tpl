{{/*
PodDisruptionBudget: a node that is emptied takes one pod at a time. A single pod has none, for it would keep the node.
Context: as prepared.
Values: disruptionBudget, replicas, autoscaling.
*/}}
{{- define "observability.pdb" -}}
{{- if and .values.disruptionBudget.enabled (gt .replicas 1) }}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "observability.metadata" (dict "context" .) | nindent 2 }}
spec:
  maxUnavailable: {{ .values.disruptionBudget.maxUnavailable }}
  # A pod that is sick anyway never keeps a node.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "observability.selector" . | nindent 6 }}
{{- end }}
{{- end -}}
