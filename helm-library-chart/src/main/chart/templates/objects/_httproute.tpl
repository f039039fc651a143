{{/*
HTTPRoute: the service under host names, through a gateway of the Gateway API.
Context: as prepared.
Values: route.
*/}}
{{- define "observability.httproute" -}}
{{- $route := .values.route -}}
{{- if $route.enabled }}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  {{- include "observability.metadata" (dict "context" . "annotations" $route.annotations) | nindent 2 }}
spec:
  parentRefs:
    {{- toYaml $route.gateways | nindent 4 }}
  {{- with $route.hosts }}
  hostnames:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: {{ $route.path }}
      backendRefs:
        - name: {{ toYaml .name }}
          port: {{ .values.expose.port }}
{{- end }}
{{- end -}}
