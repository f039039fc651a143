{{/*
What the schema cannot say. Every mistake is told at once, a line each: where, what, and what to do.
Context: as prepared.
Values: all.
*/}}
{{- define "observability.validate" -}}
{{- $problems := list -}}
{{- $checks := list "own" "without" "standalone" -}}
{{- if .values.workload.enabled -}}
{{- $checks = list "name" "image" "ports" "objectives" "scaling" "memory" "shutdown" "env" "tracing" "application" "monitor" "access" "files" "own" "without" "standalone" -}}
{{- end -}}
{{- range $check := $checks -}}
{{- range $line := include (printf "observability.validate.%s" $check) $ | splitList "\n" -}}
{{- with trim $line -}}
{{- $problems = append $problems (printf "%s.%s" $.key .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if $problems -}}
{{- fail (join "\n" $problems) -}}
{{- end -}}
{{- end -}}

{{/*
The name and the labels that are the chart's own.
Context: as prepared.
Values: name, labels, podLabels.
*/}}
{{- define "observability.validate.name" -}}
{{- if gt (len .name) 63 }}
name is "{{ .name }}", {{ len .name }} characters long: set it to at most 63
{{- else if not (regexMatch "^[a-z]([-a-z0-9]*[a-z0-9])?$" .name) }}
name is "{{ .name }}", which no Service may be called: set it to lower-case letters, digits and hyphens, a letter first
{{- end }}
{{- range $labels := list "labels" "podLabels" }}
{{- range $label, $_ := index $.values $labels }}
{{- if or (has $label (list "tier" "team" "environment" "helm.sh/chart")) (hasPrefix "app.kubernetes.io/" $label) }}
{{ $labels }}.{{ $label }} belongs to the chart: leave it out{{ if has $label (list "team" "environment") }}, and set {{ ternary "team" "service.environment" (eq $label "team") }}{{ end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
The image, which nobody but the user knows.
Context: as prepared.
Values: image.
*/}}
{{- define "observability.validate.image" -}}
{{- if not .values.image.repository }}
image.repository is missing: set it to the image of the service, such as registry.example/shop/orders
{{- end }}
{{- if not (or .tag .values.image.digest) }}
image.tag is missing: set it, or image.digest, or the appVersion of the chart
{{- end }}
{{- end -}}

{{/*
That probes ask a port there is, and that no number is taken twice.
Context: as prepared.
Values: probes.port, ports.
*/}}
{{- define "observability.validate.ports" -}}
{{- $names := keys .ports | sortAlpha }}
{{- if not (or (hasKey .ports .probePort) (eq .values.probes.port "management")) }}
probes.port is "{{ .values.probes.port }}", which no port of the container is called: choose one of {{ join ", " $names }}, or add it to ports.extra
{{- end }}
{{- $taken := dict }}
{{- range $name := $names }}
{{- $number := index $.ports $name | toString }}
{{- if hasKey $taken $number }}
ports.{{ if hasKey ($.values.ports.extra | default dict) $name }}extra.{{ end }}{{ $name }} is {{ $number }}, which is the port "{{ index $taken $number }}" already: give it another number
{{- end }}
{{- $_ := set $taken $number $name }}
{{- end }}
{{- range $name, $port := .values.ports.extra }}
{{- if has $name (list "http" "management") }}
ports.extra.{{ $name }} is a name that the chart uses: set ports.{{ $name }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
That objectives are ratios.
Context: as prepared.
Values: slo.objectives.
*/}}
{{- define "observability.validate.objectives" -}}
{{- range $name, $objective := .values.slo.objectives }}
{{- range $sli := list "availability" "latency" }}
{{- with index ($objective | default dict) $sli }}
{{- if and (hasKey . "objective") (not (kindIs "invalid" .objective)) }}
{{- if not (and (gt (float64 .objective) 0.0) (lt (float64 .objective) 1.0)) }}
slo.objectives.{{ $name }}.{{ $sli }}.objective is {{ .objective }}: write a ratio above 0 and below 1, such as {{ if and (gt (float64 .objective) 1.0) (lt (float64 .objective) 100.0) }}{{ divf .objective 100 }}{{ else }}0.999{{ end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
That pods are counted by one only, who can.
Context: as prepared.
Values: replicas, autoscaling, resources.requests.
*/}}
{{- define "observability.validate.scaling" -}}
{{- $scaling := .values.autoscaling }}
{{- if $scaling.enabled }}
{{- if not (kindIs "invalid" .values.replicas) }}
replicas is {{ .values.replicas }} while autoscaling.enabled is true, which sets the number itself: leave replicas out, or set autoscaling.minReplicas
{{- end }}
{{- if gt (int $scaling.minReplicas) (int $scaling.maxReplicas) }}
autoscaling.minReplicas is {{ $scaling.minReplicas }}, above autoscaling.maxReplicas, which is {{ $scaling.maxReplicas }}: raise the one or lower the other
{{- end }}
{{- if not (or $scaling.cpu $scaling.memory $scaling.pods) }}
autoscaling has nothing to scale by: set autoscaling.cpu, autoscaling.memory or autoscaling.pods
{{- end }}
{{- range $resource := list "cpu" "memory" }}
{{- if and (index $scaling $resource) (not (dig "requests" $resource "" $.values.resources)) }}
autoscaling.{{ $resource }} is a share of what is requested, and resources.requests.{{ $resource }} is missing: set it
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
That the heap is a share of something.
Context: as prepared.
Values: resources.limits.
*/}}
{{- define "observability.validate.memory" -}}
{{- if not (dig "limits" "memory" "" .values.resources) }}
resources.limits.memory is missing, of which jvm.maxRamPercentage is a share: set it, or the heap takes its share of the whole node
{{- end }}
{{- end -}}

{{/*
That the cluster can do what is asked of it. Helm does not compare the kubeVersion of a library.
Context: as prepared.
Values: shutdown.preStopSeconds.
*/}}
{{- define "observability.validate.shutdown" -}}
{{- $version := .root.Capabilities.KubeVersion.Version }}
{{- if and (gt (int .values.shutdown.preStopSeconds) 0) (semverCompare "<1.30.0-0" $version) }}
shutdown.preStopSeconds needs Kubernetes 1.30, and this is {{ $version }}: upgrade the cluster, or set 0
{{- end }}
{{- end -}}

{{/*
The variables that are the chart's own.
Context: as prepared.
Values: env.
*/}}
{{- define "observability.validate.env" -}}
{{- $instead := dict
  "JAVA_TOOL_OPTIONS" "jvm.options"
  "SPRING_CONFIG_ADDITIONAL_LOCATION" "config"
  "SPRING_CONFIG_IMPORT" "secretFiles"
  "SPRING_APPLICATION_NAME" "name"
  "SERVER_PORT" "ports.http"
  "MANAGEMENT_SERVER_PORT" "ports.management"
  "OTEL_SERVICE_NAME" "name"
  "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" "tracing.endpoint"
  "K8S_CLUSTER_NAME" "cluster"
  "K8S_CONTAINER_NAME" "containerName"
}}
{{- range $name, $value := .values.env }}
{{- if hasKey $instead $name }}
env.{{ $name }} is set by the chart: set {{ index $instead $name }} instead
{{- else if eq $name "OTEL_EXPORTER_OTLP_ENDPOINT" }}
env.{{ $name }} would push logs and metrics too: set tracing.endpoint, which is for traces alone
{{- else if hasPrefix "K8S_" $name }}
env.{{ $name }} is set by the chart: leave it out
{{- end }}
{{- end }}
{{- end -}}

{{/*
The address of the collector.
Context: as prepared.
Values: tracing.endpoint.
*/}}
{{- define "observability.validate.tracing" -}}
{{- $tracing := .values.tracing }}
{{- if and $tracing.endpoint (not (regexMatch "^https?://[^/ ]+/[^ ]*$" $tracing.endpoint)) }}
tracing.endpoint is "{{ $tracing.endpoint }}": write a URL with its path, such as http://alloy.monitoring:4318/v1/traces
{{- end }}
{{- end -}}

{{/*
The properties that are the chart's own, nested or with dots.
Context: as prepared.
Values: config.
*/}}
{{- define "observability.validate.application" -}}
{{- $config := .values.config }}
{{- $instead := dict
  "spring.application.name" "name"
  "spring.lifecycle.timeout-per-shutdown-phase" "shutdown.timeoutSeconds"
  "server.port" "ports.http"
  "management.server.port" "ports.management"
  "management.endpoints.web.base-path" "management.basePath"
  "telltale.service.environment" "service.environment"
  "telltale.service.version" "service.version"
  "telltale.slo.objectives" "slo.objectives"
  "telltale.logging" "logging"
}}
{{- range $property, $value := $instead }}
{{- $found := $config }}
{{- range $part := splitList "." $property }}
{{- $found = ternary (index (ternary $found (dict) (kindIs "map" $found)) $part) nil (kindIs "map" $found) }}
{{- end }}
{{- if or (not (kindIs "invalid" $found)) (hasKey $config $property) }}
config.{{ $property }} is set by the chart: set {{ $value }} instead
{{- end }}
{{- end }}
{{- end -}}

{{/*
What of the endpoint has a value of its own.
Context: as prepared.
Values: monitor.endpoint.
*/}}
{{- define "observability.validate.monitor" -}}
{{- range $key, $instead := dict "port" "ports.management" "path" "management.basePath" "interval" "monitor.interval" "scrapeTimeout" "monitor.scrapeTimeout" }}
{{- if hasKey $.values.monitor.endpoint $key }}
monitor.endpoint.{{ $key }} is set by the chart: set {{ $instead }} instead
{{- end }}
{{- end }}
{{- end -}}

{{/*
That what leads to the service has both ends.
Context: as prepared.
Values: ingress, route, networkPolicy, probe.
*/}}
{{- define "observability.validate.access" -}}
{{- if and .values.ingress.enabled (not .values.ingress.hosts) }}
ingress.hosts is empty: name the hosts, such as [orders.example.com]
{{- end }}
{{- if and .values.route.enabled (not .values.route.gateways) }}
route.gateways is empty: name the Gateway, such as [{name: public, namespace: gateways}]
{{- end }}
{{- if and .values.networkPolicy.enabled (not .values.networkPolicy.monitoringNamespace) }}
networkPolicy.monitoringNamespace is empty: name the namespace of Prometheus, or nothing can be scraped
{{- end }}
{{- if .values.probe.enabled }}
{{- if not .values.probe.prober }}
probe.prober is empty: set it to host and port of the blackbox exporter, such as prometheus-blackbox-exporter.monitoring:9115
{{- end }}
{{- if not (concat .values.probe.urls .values.probe.paths) }}
probe has nothing to ask: set probe.paths or probe.urls
{{- end }}
{{- end }}
{{- end -}}

{{/*
The volumes and folders that are the chart's own.
Context: as prepared.
Values: volumes, volumeMounts.
*/}}
{{- define "observability.validate.files" -}}
{{- range $index, $volume := .values.volumes }}
{{- if or (has $volume.name (list "config" "tmp")) (hasPrefix "secret-" $volume.name) }}
volumes[{{ $index }}].name is "{{ $volume.name }}", which the chart uses: choose another
{{- end }}
{{- end }}
{{- $paths := list "/tmp" "/etc/observability" }}
{{- range $index, $mount := .values.volumeMounts }}
{{- if has ($mount.mountPath | trimSuffix "/") $paths }}
volumeMounts[{{ $index }}].mountPath is "{{ $mount.mountPath }}", where something is mounted already: choose another
{{- end }}
{{- $paths = append $paths ($mount.mountPath | trimSuffix "/") }}
{{- end }}
{{- end -}}

{{/*
That rules and dashboards come once.
Context: as prepared.
Values: standalone, platform, workload.
*/}}
{{- define "observability.validate.standalone" -}}
{{- if .values.standalone.enabled }}
{{- range $part := list "dashboards" "rules" }}
{{- if (index $.values.platform $part).enabled }}
standalone.enabled and platform.{{ $part }}.enabled are both true: set one of them to false, for a service stands alone, or it is the platform
{{- end }}
{{- end }}
{{- if not .values.workload.enabled }}
standalone.enabled needs a service to be about, and workload.enabled is false: set platform.dashboards.enabled and platform.rules.enabled
{{- end }}
{{- end }}
{{- end -}}

{{/*
The chart's own files of rules and dashboards: that there are some, that each can be read, and that one copy reads them.
Context: as prepared.
Values: own, of the other copies too.
*/}}
{{- define "observability.validate.own" -}}
{{- range $part, $ending := dict "rules" ".yaml" "dashboards" ".json" }}
{{- if (index $.values.own $part).enabled }}
{{- range $other := include "observability.keys" $.root | fromJsonArray }}
{{- if and (ne $other $.key) (dig $part "enabled" false ((index $.root.Subcharts $other).Values.own | default dict)) }}
own.{{ $part }}.enabled is true, and under {{ $other }} too, which sees the same files: leave it to one of them
{{- end }}
{{- end }}
{{- if not ($.root.Files.Glob (printf "%s/*%s" $part $ending)) }}
own.{{ $part }}.enabled is true, and the chart {{ $.root.Chart.Name }} has no file {{ $part }}/NAME{{ $ending }}: add one, or set false
{{- end }}
{{- range $path, $_ := $.root.Files.Glob (printf "%s/**" $part) }}
{{- $problem := "" }}
{{- if not (and (eq (dir $path) $part) (hasSuffix $ending $path)) }}
{{- if regexMatch "[.](ya?ml|json)$" $path }}
{{- $problem = printf "would not be read: call it %s/NAME%s" $part $ending }}
{{- end }}
{{- else if not (regexMatch "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" (base $path | trimSuffix $ending)) }}
{{- $problem = "gives no object a name: call the file by lower-case letters, digits and hyphens" }}
{{- else }}
{{- $problem = include (printf "observability.validate.own.%s" $part) ($.root.Files.Get $path) }}
{{- end }}
{{- with $problem }}
own.{{ $part }}.enabled is true, and {{ $path }} {{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
What is wrong with a file of rules, or nothing. Of several documents Helm would read the first.
Context: the text of the file.
Values: none.
*/}}
{{- define "observability.validate.own.rules" -}}
{{- $documents := 0 -}}
{{- range regexSplit "(?m)^---" . -1 -}}
{{- if regexReplaceAll "(?m)^\\s*#.*$" . "" | trim }}{{ $documents = add1 $documents }}{{ end -}}
{{- end -}}
{{- $rules := fromYaml . -}}
{{- if hasKey $rules "Error" -}}
cannot be read: {{ $rules.Error | trimPrefix "error converting YAML to JSON: " | replace "\n" " " }}
{{- else if gt (int $documents) 1 -}}
holds {{ $documents }} documents: make a file of each
{{- else if not (and (kindIs "slice" $rules.groups) $rules.groups) -}}
has no groups: write it as Prometheus reads a file of rules
{{- else if gt (len $rules) 1 -}}
holds {{ omit $rules "groups" | keys | sortAlpha | join ", " }} beside groups: leave that out
{{- end -}}
{{- end -}}

{{/*
What is wrong with a dashboard, or nothing.
Context: the text of the file.
Values: none.
*/}}
{{- define "observability.validate.own.dashboards" -}}
{{- $dashboard := fromJson . -}}
{{- if hasKey $dashboard "Error" -}}
cannot be read: {{ $dashboard.Error | replace "\n" " " }}
{{- else if not $dashboard.title -}}
has no title: write it as Grafana shows the JSON model of a dashboard
{{- end -}}
{{- end -}}

{{/*
That what is left out would be there otherwise.
Context: as prepared.
Values: platform.dashboards.without, platform.rules.without.
*/}}
{{- define "observability.validate.without" -}}
{{- range $part, $ending := dict "dashboards" ".json" "rules" ".yaml" }}
{{- $known := list }}
{{- range $path, $_ := $.files.Glob (printf "%s/*%s" $part $ending) }}
{{- $known = append $known (base $path | trimSuffix $ending) }}
{{- end }}
{{- range (index $.values.platform $part).without }}
{{- if not (has . $known) }}
platform.{{ $part }}.without names "{{ . }}", which there is none of: choose among {{ join ", " $known }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
