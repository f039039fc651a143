#!/bin/sh
# The Alertmanager beside this script reads its templates through descriptor 9.
here=${0%/*}
exec 9< "$here/../share/prometheus/alertmanager"
exec "$here/prometheus-alertmanager" "$@"
