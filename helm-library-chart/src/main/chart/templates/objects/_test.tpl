{{/*
The pod of helm test, and the headless Service through which it finds a pod of the service: every metric that the
dashboards need must be exposed. The names come from the dashboards and rules themselves.
Context: as prepared.
Values: test.
*/}}
{{- define "observability.test" -}}
{{- if .values.test.enabled -}}
{{- $hook := dict "helm.sh/hook" "test" "helm.sh/hook-delete-policy" "before-hook-creation,hook-succeeded" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "observability.metadata" (dict "context" . "suffix" "test" "annotations" (merge (dict "helm.sh/hook-weight" "-1") $hook)) | nindent 2 }}
spec:
  clusterIP: None
  selector:
    {{- include "observability.selector" . | nindent 4 }}
  ports:
    - name: {{ .managementPort }}
      port: {{ index .ports .managementPort }}
      targetPort: {{ .managementPort }}
      protocol: TCP
---
apiVersion: v1
kind: Pod
metadata:
  name: {{ include "observability.suffixed" (dict "context" . "suffix" "test") }}
  namespace: {{ toYaml .root.Release.Namespace }}
  labels:
    {{- include "observability.test.selector" . | nindent 4 }}
  annotations:
    {{- toYaml $hook | nindent 4 }}
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  enableServiceLinks: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 65534
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: test
      image: {{ .values.test.image }}
      command: [sh, -c]
      args:
        - |
          {{- include "observability.test.script" . | nindent 10 }}
      env:
        - name: URL
          value: http://{{ include "observability.suffixed" (dict "context" . "suffix" "test") }}.{{ .root.Release.Namespace }}.svc:{{ index .ports .managementPort }}{{ .metricsPath }}
        - name: METRICS
          value: {{ include "observability.test.metrics" . | quote }}
      resources:
        requests: {cpu: 10m, memory: 16Mi}
        limits: {memory: 64Mi}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
{{- end -}}
{{- end -}}

{{/*
What the network policy knows the pod of helm test by. Its name is another: the service's selectors must not find it.
Context: as prepared.
Values: none.
*/}}
{{- define "observability.test.selector" -}}
app.kubernetes.io/name: {{ include "observability.suffixed" (dict "context" . "suffix" "test") }}
app.kubernetes.io/instance: {{ toYaml .root.Release.Name }}
{{- end -}}

{{/*
The names that a scrape must hold, a blank between two: what every service has that dashboards and rules read, and the
service's own.
Context: as prepared.
Values: test.metrics.
*/}}
{{- define "observability.test.metrics" -}}
{{- concat (.files.Get "metrics/required.txt" | trim | splitList "\n") .values.test.metrics | uniq | join " " -}}
{{- end -}}

{{/*
Asks for the metrics until the name of the Service is known, and looks for each. Needs a shell, wget and grep.
Context: as prepared.
Values: none.
*/}}
{{- define "observability.test.script" -}}
tries=0
until metrics=$(wget -q -T 5 -O - "$URL"); do
  tries=$((tries + 1))
  if [ "$tries" -ge 10 ]; then
    echo "nothing answers at $URL: does a pod of the service run, and does a network policy keep this one out?"
    exit 1
  fi
  sleep 2
done
missing=0
for metric in $METRICS; do
  if ! printf '%s\n' "$metrics" | grep -q "^$metric[{ ]"; then
    echo "$metric is not exposed: dashboards and alerts that read it stay empty"
    missing=$((missing + 1))
  fi
done
echo "$missing metrics are missing at $URL"
[ "$missing" = 0 ]
{{- end -}}
