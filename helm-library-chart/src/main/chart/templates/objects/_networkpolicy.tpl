{{/*
NetworkPolicy: everybody may call the service, only what monitors may reach the management port. The kubelet's probes
come from the node, which no policy keeps out.
Context: as prepared.
Values: networkPolicy, ports.
*/}}
{{- define "observability.networkpolicy" -}}
{{- $policy := .values.networkPolicy -}}
{{- if $policy.enabled }}
{{- $monitoring := list (dict "namespaceSelector" (dict "matchLabels" (dict "kubernetes.io/metadata.name" $policy.monitoringNamespace))) -}}
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
        {{- /* Probes and scrapes come from the monitoring namespace, also where callers are chosen. */ -}}
        {{- concat . $monitoring | toYaml | nindent 8 }}
      {{- end }}
    {{- if eq .managementPort "management" }}
    - ports:
        - port: management
          protocol: TCP
      from:
        {{- toYaml $monitoring | nindent 8 }}
        {{- if .values.test.enabled }}
        # The pod of helm test.
        - podSelector:
            matchLabels:
              {{- include "observability.test.selector" . | nindent 14 }}
        {{- end }}
    {{- end }}
{{- end }}
{{- end -}}
