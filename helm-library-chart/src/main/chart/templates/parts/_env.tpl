{{/*
The variables of the container. Those that are named here belong to the chart: env may not set them.
Context: as prepared.
Values: env, jvm, tracing, cluster.
*/}}
{{- define "observability.env" -}}
{{- $values := .values -}}
- name: JAVA_TOOL_OPTIONS
  value: {{ include "observability.jvm" . | quote }}
- name: SPRING_CONFIG_ADDITIONAL_LOCATION
  value: file:/etc/observability/
{{- if $values.secretFiles }}
- name: SPRING_CONFIG_IMPORT
  value: {{ range $index, $secret := $values.secretFiles }}{{ if $index }},{{ end }}configtree:/etc/observability-secrets/{{ $secret }}/{{ end }}
{{- end }}
{{- with $values.tracing.endpoint }}
# That of traces alone: the generic variable would push logs and metrics too.
- name: OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  value: {{ quote . }}
{{- end }}
{{- with $values.cluster }}
- name: K8S_CLUSTER_NAME
  value: {{ quote . }}
{{- end }}
- name: K8S_DEPLOYMENT_NAME
  value: {{ toYaml .name }}
- name: K8S_CONTAINER_NAME
  value: {{ toYaml $values.containerName }}
{{- range $name, $field := dict "K8S_NAMESPACE_NAME" "metadata.namespace" "K8S_NODE_NAME" "spec.nodeName" "K8S_POD_NAME" "metadata.name" "K8S_POD_UID" "metadata.uid" }}
- name: {{ $name }}
  valueFrom:
    fieldRef:
      fieldPath: {{ $field }}
{{- end }}
{{- range $name, $value := $values.env }}
- name: {{ $name }}
  {{- if kindIs "string" $value }}
  value: {{ quote $value }}
  {{- else }}
  valueFrom:
    {{- toYaml $value | nindent 4 }}
  {{- end }}
{{- end }}
{{- end -}}

{{/*
What becomes variables as a whole.
Context: as prepared.
Values: envFrom.
*/}}
{{- define "observability.envFrom" -}}
{{- $sources := list -}}
{{- range .values.envFrom.configMaps -}}
{{- $sources = append $sources (dict "configMapRef" (dict "name" .)) -}}
{{- end -}}
{{- range .values.envFrom.secrets -}}
{{- $sources = append $sources (dict "secretRef" (dict "name" .)) -}}
{{- end -}}
{{- with $sources }}{{ toYaml . }}{{ end -}}
{{- end -}}

{{/*
The options of the JVM: memory as a share of the limit, and an end with a heap dump where it runs out.
Context: as prepared.
Values: jvm.
*/}}
{{- define "observability.jvm" -}}
{{- $options := list (printf "-XX:MaxRAMPercentage=%s" (toString .values.jvm.maxRamPercentage)) "-XX:+ExitOnOutOfMemoryError" -}}
{{- if .values.jvm.heapDump -}}
{{- $options = concat $options (list "-XX:+HeapDumpOnOutOfMemoryError" "-XX:HeapDumpPath=/tmp") -}}
{{- end -}}
{{- concat $options .values.jvm.options | join " " -}}
{{- end -}}
