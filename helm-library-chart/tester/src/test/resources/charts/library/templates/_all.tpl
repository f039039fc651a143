{{- define "library.all" }}
{{- range $key, $chart := .Subcharts }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $.Release.Name }}-{{ $key }}
data:
  workers: {{ $chart.Values.workers | quote }}
---
apiVersion: v1
kind: Pod
metadata:
  name: {{ $.Release.Name }}-{{ $key }}-test
  annotations:
    "helm.sh/hook": test
spec:
  containers:
    - name: test
      image: registry.example/test:1
{{- end }}
{{- end }}
