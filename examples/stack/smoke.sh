#!/usr/bin/env bash
# Whether the stack that runs does what it is for, asked from outside: everything answers, every target is up, a request
# leads to its trace and to its lines, an alert fires and arrives. Needs curl and jq. Exits with 1 at the first failure.
#   smoke.sh [light|full]
set -euo pipefail

profile=${1:-full}
sample=http://localhost:8080
prometheus=http://localhost:9090
alertmanager=http://localhost:9093
receiver=http://localhost:9095
grafana=http://localhost:3000
loki=http://localhost:3100
tempo=http://localhost:3200

. "$(dirname "$0")/../scripts/await.sh"

get() { curl --silent --show-error --fail --max-time 10 "$@"; }
query() { get --get --data-urlencode "query=$1" "$prometheus/api/v1/query"; }

all_up() {
  # Every name that stands for targets, one that was never scraped included.
  local down
  down=$(get "$prometheus/api/v1/targets?state=active" |
    jq -r '.data.activeTargets[] | select(.health != "up") | "\(.labels.job) \(.scrapeUrl) \(.lastError)"')
  echo "$down"
  [ -z "$down" ] && get "$prometheus/api/v1/targets?state=active" | jq -e ".data.activeTargets | length >= $1"
}
has_dashboards() { get "$grafana/api/search?type=dash-db&limit=100" | jq -e 'length >= 13'; }
is_traced() {
  # Both roles: the trace has a hop.
  get "$tempo/api/traces/$1" | grep -q sample-service && get "$tempo/api/traces/$1" | grep -q payments
}
is_logged() {
  get --get --data-urlencode "query={service_name=\"sample-service\", level=\"ERROR\"} | trace_id = \"$1\"" \
    "$loki/loki/api/v1/query_range" | jq -e '.data.result | length > 0'
}
has_exemplar() {
  get --get --data-urlencode 'query=http_server_requests_seconds_bucket' --data "start=$(($(date +%s) - 600))" \
    --data "end=$(date +%s)" "$prometheus/api/v1/query_exemplars" | jq -e '.data | length > 0'
}
has_series() { query "$1" | jq -e '.data.result | length > 0'; }
arrived() { get "$receiver/api/notifications" | grep -q "$1"; }
# The id of the trace stands in the second field of the header traceresponse.
trace_of() { curl --silent --output /dev/null --dump-header - "$@" | tr -d '\r' | awk -F'[ -]' 'tolower($1) == "traceresponse:" { print $3 }'; }

await "the service answers" 180 get "$sample/readyz"
await "Prometheus answers" 60 get "$prometheus/-/ready"
await "Alertmanager answers" 60 get "$alertmanager/-/ready"
await "the receiver answers" 60 get "$receiver/healthz"
await "Grafana answers" 180 get "$grafana/api/health"
if [ "$profile" = full ]; then
  await "Loki answers" 120 get "$loki/ready"
  await "Tempo answers" 120 get "$tempo/ready"
fi
targets=9
if [ "$profile" = full ]; then targets=14; fi
await "all of at least $targets targets are up" 120 all_up "$targets"
await "Grafana has the dashboards" 60 has_dashboards

if [ "$profile" = full ]; then
  ordered=$(trace_of --request POST "$sample/api/orders")
  [ -n "$ordered" ] || { echo "✘ an answer names its trace"; exit 1; }
  await "Tempo has the trace $ordered of an order, with both roles" 60 is_traced "$ordered"
  failed=$(trace_of "$sample/api/error")
  await "Loki has the error of the trace $failed" 60 is_logged "$failed"
  await "a bucket has an exemplar" 60 has_exemplar
  # What the dashboard Cost and capacity reads of the others.
  for series in loki_distributor_bytes_received_total tempo_distributor_spans_received_total \
    '{__name__=~"otelcol_exporter_sent_spans(_total)?"}' 'container_memory_working_set_bytes{container="loki"}'; do
    await "Prometheus has $series" 90 has_series "$series"
  done
fi

# More errors than the alert lets pass, for longer than it waits.
end=$((SECONDS + 40))
while [ "$SECONDS" -lt "$end" ]; do
  for _ in 1 2 3 4 5; do curl --silent --output /dev/null --max-time 10 "$sample/api/error" || true; done
  sleep 0.5
done
await "an alert fires" 60 has_series 'ALERTS{alertstate="firing", job="sample-service"}'
await "an alert about sample-service arrives at the receiver" 60 arrived '"job": *"sample-service"'
echo "The stack does what it is for."
