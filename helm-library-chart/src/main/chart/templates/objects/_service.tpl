{{/*
Service: what callers reach. The management port is not in it.
Context: as prepared.
Values: expose, ports.
*/}}
{{- define "observability.service" -}}
{{- $service := .values.expose -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "observability.metadata" (dict "context" . "annotations" $service.annotations) | nindent 2 }}
spec:
  type: {{ $service.type }}
  selector:
    {{- include "observability.selector" . | nindent 4 }}
  ports:
    - name: http
      port: {{ $service.port }}
      targetPort: http
      protocol: TCP
      appProtocol: http
    {{- range $name, $port := .values.ports.extra }}
    - name: {{ $name }}
      port: {{ $port }}
      targetPort: {{ $name }}
      protocol: TCP
    {{- end }}
{{- end -}}
