{{/*
ConfigMap: what the chart tells the service, as an application.yaml that is read after the service's own.
Context: as prepared.
Values: config, ports, management, shutdown, service, slo, logging, tracing.
*/}}
{{- define "observability.config" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "observability.metadata" (dict "context" . "suffix" "config") | nindent 2 }}
data:
  application.yaml: |
    # Rendered by the chart: it wins over what stands in the service's jar.
    {{- include "observability.application" . | nindent 4 }}
{{- end -}}

{{/*
The configuration itself.
Context: as prepared.
Values: as above.
*/}}
{{- define "observability.application" -}}
{{- $values := .values -}}
{{- $service := dict -}}
{{- with $values.service.environment }}{{ $_ := set $service "environment" . }}{{ end -}}
{{- with .version }}{{ $_ := set $service "version" . }}{{ end -}}
{{- $telltale := dict "service" $service -}}
{{- $slo := deepCopy $values.slo -}}
{{- if not $slo.objectives }}{{ $slo = omit $slo "objectives" }}{{ end -}}
{{- with $slo }}{{ $_ := set $telltale "slo" . }}{{ end -}}
{{- with $values.logging }}{{ $_ := set $telltale "logging" . }}{{ end -}}
{{- /* One port is said too: the service may have chosen another in its own application.yml. */ -}}
{{- $management := dict "endpoints" (dict "web" (dict "base-path" $values.management.basePath)) "server" (dict "port" $values.ports.management) -}}
{{- if not (kindIs "invalid" $values.tracing.samplingProbability) -}}
{{- $_ := set $management "tracing" (dict "sampling" (dict "probability" $values.tracing.samplingProbability)) -}}
{{- end -}}
{{- with $values.tracing.resourceAttributes -}}
{{- $_ := set $management "opentelemetry" (dict "resource-attributes" .) -}}
{{- end -}}
{{- $spring := dict "application" (dict "name" .name) "lifecycle" (dict "timeout-per-shutdown-phase" (printf "%ds" (int $values.shutdown.timeoutSeconds))) -}}
{{- $server := dict "port" $values.ports.http "shutdown" "graceful" -}}
{{- $own := dict "spring" $spring "server" $server "management" $management "telltale" $telltale -}}
{{- mustMergeOverwrite (deepCopy $values.config) $own | toYaml -}}
{{- end -}}
