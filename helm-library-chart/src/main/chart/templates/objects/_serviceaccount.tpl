{{/*
ServiceAccount: a name of its own for the service, without a token, for a service does not talk to Kubernetes.
Context: as prepared.
Values: serviceAccount.
*/}}
{{- define "observability.serviceaccount" -}}
{{- if .values.serviceAccount.create }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ toYaml (include "observability.serviceaccount.name" .) }}
  namespace: {{ toYaml .root.Release.Namespace }}
  labels:
    {{- include "observability.labels" . | nindent 4 }}
  {{- with .values.serviceAccount.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
{{- end }}
{{- end -}}

{{/*
The name of the account that the pods have.
Context: as prepared.
Values: serviceAccount.
*/}}
{{- define "observability.serviceaccount.name" -}}
{{- .values.serviceAccount.name | default (ternary .name "default" .values.serviceAccount.create) -}}
{{- end -}}
