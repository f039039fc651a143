{{/*
NetworkPolicy: everybody may call the service, only what monitors may reach the management port. The kubelet's probes
come from the node, which no policy keeps out.
Context: as prepared.
Values: networkPolicy, ports, test.
*/}}
{{- define "observability.networkpolicy" -}}
{{- $policy := .values.networkPolicy -}}
{{- if $policy.enabled }}
{{- /* Who scrapes and probes, and the pod of helm test. */ -}}
{{- $monitoring := list (dict "namespaceSelector" (dict "matchLabels" (dict "kubernetes.io/metadata.name" $policy.monitoringNamespace))) -}}
{{- if .values.test.enabled -}}
{{- $monitoring = append $monitoring (dict "podSelector" (dict "matchLabels" (include "observability.test.selector" . | fromYaml))) -}}
{{- end -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "observability.metadata" (dict "context" .) | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "observability.selector" . | nindent 6 }}
  policyTypes: [Ingress]
  ingress:
    - ports:
        {{- range $name, $port := omit .ports "management" }}
        - port: {{ $name }}
          protocol: TCP
        {{- end }}
      {{- with $policy.from }}
      from:
        {{- /* These come also where callers are chosen. */ -}}
        {{- concat . $monitoring | toYaml | nindent 8 }}
      {{- end }}
    {{- if eq .managementPort "management" }}
    - ports:
        - port: management
          protocol: TCP
      from:
        {{- toYaml $monitoring | nindent 8 }}
    {{- end }}
{{- end }}
{{- end -}}
