{{/*
Deployment: the pods of the service, as the profile "restricted" of Pod Security demands them.
Context: as prepared.
Values: replicas, autoscaling, strategy, podAnnotations, podSecurityContext, spread, nodeSelector, tolerations, affinity, priorityClassName, volumes, image.pullSecrets and those of the container.
*/}}
{{- define "observability.deployment" -}}
{{- $values := .values -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "observability.metadata" (dict "context" . "annotations" $values.annotations) | nindent 2 }}
spec:
  {{- if not $values.autoscaling.enabled }}
  replicas: {{ .replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  {{- with $values.strategy }}
  strategy:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "observability.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "observability.podLabels" . | nindent 8 }}
      annotations:
        # Pods are replaced when what they read at their start has changed.
        checksum/config: {{ include "observability.application" . | sha256sum }}
        {{- with $values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ toYaml (include "observability.serviceaccount.name" .) }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      # What a pod may need to stop: the pause, the requests that run, and five seconds for all the rest.
      terminationGracePeriodSeconds: {{ add (int $values.shutdown.preStopSeconds) (int $values.shutdown.timeoutSeconds) 5 }}
      securityContext:
        {{- mustMergeOverwrite (dict "runAsNonRoot" true "seccompProfile" (dict "type" "RuntimeDefault")) $values.podSecurityContext | toYaml | nindent 8 }}
      {{- with $values.image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      {{- with $values.priorityClassName }}
      priorityClassName: {{ . }}
      {{- end }}
      {{- with $values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $values.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with include "observability.spread" . }}
      topologySpreadConstraints:
        {{- . | nindent 8 }}
      {{- end }}
      {{- with $values.initContainers }}
      initContainers:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - {{- include "observability.container" . | nindent 10 }}
        {{- with $values.extraContainers }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      volumes:
        - name: config
          configMap:
            name: {{ include "observability.suffixed" (dict "context" . "suffix" "config") }}
        - name: tmp
          emptyDir:
            sizeLimit: {{ $values.tmp.sizeLimit }}
        {{- range $secret := $values.secretFiles }}
        - name: {{ include "observability.secretVolume" $secret }}
          secret:
            secretName: {{ $secret }}
        {{- end }}
        {{- with $values.volumes }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
{{- end -}}
