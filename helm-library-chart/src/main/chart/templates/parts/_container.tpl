{{/*
The container of the service.
Context: as prepared.
Values: image, command, args, ports, env, envFrom, jvm, tracing, probes, shutdown, resources, securityContext, secretFiles, volumeMounts.
*/}}
{{- define "observability.container" -}}
{{- $values := .values -}}
name: {{ toYaml $values.containerName }}
image: {{ include "observability.image" . }}
imagePullPolicy: {{ $values.image.pullPolicy }}
{{- with $values.command }}
command:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.args }}
args:
  {{- toYaml . | nindent 2 }}
{{- end }}
ports:
  {{- range $name, $port := .ports }}
  - name: {{ $name }}
    containerPort: {{ $port }}
    protocol: TCP
  {{- end }}
env:
  {{- include "observability.env" . | nindent 2 }}
{{- with include "observability.envFrom" . }}
envFrom:
  {{- . | nindent 2 }}
{{- end }}
{{- include "observability.probes" . }}
{{- if gt (int $values.shutdown.preStopSeconds) 0 }}
lifecycle:
  preStop:
    # Until every node has heard that this pod is leaving, requests keep coming.
    sleep:
      seconds: {{ $values.shutdown.preStopSeconds }}
{{- end }}
{{- with $values.resources }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- mustMergeOverwrite (dict "allowPrivilegeEscalation" false "readOnlyRootFilesystem" true "capabilities" (dict "drop" (list "ALL"))) $values.securityContext | toYaml | nindent 2 }}
volumeMounts:
  - name: config
    mountPath: /etc/observability
    readOnly: true
  - name: tmp
    mountPath: /tmp
  {{- range $secret := $values.secretFiles }}
  - name: {{ include "observability.secretVolume" $secret }}
    mountPath: /etc/observability-secrets/{{ $secret }}
    readOnly: true
  {{- end }}
  {{- with $values.volumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/*
The image, by its digest where there is one.
Context: as prepared.
Values: image.
*/}}
{{- define "observability.image" -}}
{{- with .values.image -}}
{{- if .digest -}}
{{ printf "%s@%s" .repository .digest }}
{{- else -}}
{{ printf "%s:%s" .repository $.tag }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/*
The name of the volume of a secret: a label, of at most 63 characters.
Context: the name of the secret.
Values: none.
*/}}
{{- define "observability.secretVolume" -}}
secret-{{ ternary (printf "%s-%s" (trunc 40 (replace "." "-" .) | trimSuffix "-") (sha256sum . | trunc 8)) . (or (gt (len .) 56) (contains "." .)) }}
{{- end -}}
