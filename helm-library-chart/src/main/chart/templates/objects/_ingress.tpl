{{/*
Ingress: the service under host names, through an ingress controller.
Context: as prepared.
Values: ingress.
*/}}
{{- define "observability.ingress" -}}
{{- $ingress := .values.ingress -}}
{{- if $ingress.enabled }}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  {{- include "observability.metadata" (dict "context" . "annotations" $ingress.annotations) | nindent 2 }}
spec:
  {{- with $ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- with $ingress.tlsSecret }}
  tls:
    - secretName: {{ . }}
      hosts:
        {{- toYaml $ingress.hosts | nindent 8 }}
  {{- end }}
  rules:
    {{- range $ingress.hosts }}
    - host: {{ quote . }}
      http:
        paths:
          - path: {{ $ingress.path }}
            pathType: Prefix
            backend:
              service:
                name: {{ toYaml $.name }}
                port:
                  name: http
    {{- end }}
{{- end }}
{{- end -}}
