{{/*
Finds the copies of this library among the dependencies of a chart, by their annotation, and returns their names as JSON.
Context: the root of the chart that depends on the library.
Values: none.
*/}}
{{- define "observability.keys" -}}
{{- $keys := list -}}
{{- range $key, $copy := .Subcharts -}}
{{- if eq (index ($copy.Chart.Annotations | default dict) "telltale.dev/library" | toString) "true" -}}
{{- $keys = append $keys $key -}}
{{- end -}}
{{- end -}}
{{- if not $keys -}}
{{- fail (printf "the chart %s has no copy of the library observability: name it in the dependencies of Chart.yaml, and run helm dependency update" .Chart.Name) -}}
{{- end -}}
{{- toJson $keys -}}
{{- end -}}

{{/*
Completes a context: what all templates ask for is worked out once, here.
Context: a dict of root, key (the name or alias of the copy) and copy; values, files, name, ports and more are set.
Values: name, ports, probes, management, replicas, autoscaling, service, image.
*/}}
{{- define "observability.prepare" -}}
{{- $values := .copy.Values -}}
{{- $sections := list "workload" "image" "service" "ports" "management" "probes" "shutdown" "jvm" "resources" "tmp" "tracing" "slo" "logging" "config" "env" "envFrom" "networkPolicy" "monitor" "probe" "autoscaling" "disruptionBudget" "serviceAccount" "expose" "ingress" "route" "test" "own" "platform" "standalone" -}}
{{- $parts := list "probes.startup" "probes.liveness" "probes.readiness" "own.rules" "own.dashboards" "platform.links" "platform.dashboards" "platform.rules" "platform.alertmanager" -}}
{{- range $section := concat $sections $parts -}}
{{- $found := $values -}}
{{- range $part := splitList "." $section }}{{ $found = index $found $part }}{{ end -}}
{{- if not (kindIs "map" $found) -}}
{{- fail (printf "%s.%s is null: leave it out to have the defaults" $.key $section) -}}
{{- end -}}
{{- end -}}
{{- $_ := set . "values" $values -}}
{{- $_ := set . "files" .copy.Files -}}
{{- $default := ternary .root.Release.Name (printf "%s-%s" .root.Release.Name .key) (eq .key "observability") -}}
{{- $_ := set . "name" ($values.name | default $default) -}}
{{- /* The version that is deployed: what is said, else the tag, else that of the chart. */ -}}
{{- $_ := set . "tag" ($values.image.tag | default .root.Chart.AppVersion) -}}
{{- $_ := set . "version" ($values.service.version | default .tag) -}}
{{- /* By name. One port serves both where the numbers are equal. */ -}}
{{- $separate := ne (int $values.ports.http) (int $values.ports.management) -}}
{{- $ports := merge (dict "http" $values.ports.http) ($values.ports.extra | default dict) -}}
{{- if $separate -}}
{{- $_ := set $ports "management" $values.ports.management -}}
{{- end -}}
{{- $_ := set . "ports" $ports -}}
{{- $_ := set . "managementPort" (ternary "management" "http" $separate) -}}
{{- $_ := set . "metricsPath" (printf "%s/prometheus" $values.management.basePath) -}}
{{- $health := printf "%s/health" $values.management.basePath -}}
{{- $onManagement := eq $values.probes.port "management" -}}
{{- $_ := set . "livenessPath" ($values.probes.liveness.path | default (ternary (printf "%s/liveness" $health) "/livez" $onManagement)) -}}
{{- $_ := set . "readinessPath" ($values.probes.readiness.path | default (ternary (printf "%s/readiness" $health) "/readyz" $onManagement)) -}}
{{- /* A probe of the management port means the one port where there is only one. */ -}}
{{- $_ := set . "probePort" (ternary .managementPort $values.probes.port $onManagement) -}}
{{- $replicas := ternary 2 $values.replicas (kindIs "invalid" $values.replicas) -}}
{{- if $values.autoscaling.enabled }}{{ $replicas = $values.autoscaling.minReplicas }}{{ end -}}
{{- $_ := set . "replicas" (int $replicas) -}}
{{- $_ := set . "several" (or $values.autoscaling.enabled (gt (int $replicas) 1)) -}}
{{- end -}}
