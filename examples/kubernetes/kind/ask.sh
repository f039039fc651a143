# Questions to a cluster, for the steps of .github/workflows/kubernetes.yml, which source it. Needs kubectl and jq, and a
# pod "caller" with wget in the namespaces default and monitoring.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/await.sh"

# Asks from inside a namespace, as its pods would.
from() { # namespace, address, options of wget
  local namespace=$1 address=$2
  shift 2
  kubectl exec --namespace "$namespace" caller -- wget -q -T 5 -O - "$@" "$address"
}
refused() { ! from "$@"; }

uri() { jq --raw-output --null-input --arg text "$1" '$text | @uri'; }
prometheus() { from monitoring "http://kube-prometheus-stack-prometheus:9090$1"; }
grafana() { from monitoring "http://admin:$GRAFANA_PASSWORD@kube-prometheus-stack-grafana$1"; }
has_series() { prometheus "/api/v1/query?query=$(uri "$1")" | jq -e '.data.result | length > 0'; }

pods() { kubectl get pods --namespace "$1" --selector "app.kubernetes.io/name=$2" --output json; }
in_pod() { # namespace, deployment, command
  local namespace=$1 deployment=$2
  shift 2
  kubectl exec --namespace "$namespace" "deployment/$deployment" -- "$@"
}

# Asks orders, and prints the id of the trace: the second field of the header traceresponse.
trace() {
  kubectl exec --namespace default caller -- wget -S -T 5 -O /dev/null http://orders.shop/api/users 2>&1 |
    tr -d '\r' | awk -F'[ -]+' 'tolower($0) ~ /traceresponse:/ { sub(/^.*: */, ""); split($0, part, "-"); print part[2] }'
}
