#!/bin/sh
# Sends traffic to the sample service: ordinary usage, a spike, errors and slow requests. Needs only a shell and curl.
# ./telltale traffic does more: other shapes, any rate, latencies that a slow service does not embellish.
set -eu

usage() {
  cat <<'END'
Usage: generate-traffic.sh [--port-forward] [--url URL] [SECONDS]
       generate-traffic.sh --help

Sends traffic to the sample service, and counts the answers by status:
  ordinary usage   3 requests a second for 60 % of the time: /api/users, /api/users/{id}, /health
  a spike          30 requests at once
  errors           10 requests to /api/flaky, of which three in ten fail
  slow requests    5 requests to /api/slow, 2 to 5 seconds each

  SECONDS          how long, from 10 to 86400; 60 if not given
  --port-forward   reach the service in Kubernetes: kubectl port-forward -n monitoring svc/sample-service 8080:80
  --url URL        the service; http://localhost:8080 if not given

Exits with 0, with 1 if nothing was answered, and with 2 if it was called wrongly.
END
}

fail() {
  echo "generate-traffic: $2" >&2
  exit "$1"
}

seconds=
url=
forward=
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --port-forward) forward=yes ;;
    --url)
      [ $# -ge 2 ] || fail 2 "--url needs an address, such as http://localhost:8080"
      url=${2%/}
      shift
      ;;
    -*) fail 2 "there is no option $1: see --help" ;;
    *)
      [ -z "$seconds" ] || fail 2 "the time is given twice, $seconds and $1: see --help"
      seconds=$1
      ;;
  esac
  shift
done
seconds=${seconds:-60}
case $seconds in
  *[!0-9]* | 0* | ??????*) fail 2 "'$seconds' is no number of seconds: choose one from 10 to 86400" ;;
esac
if [ "$seconds" -lt 10 ] || [ "$seconds" -gt 86400 ]; then
  fail 2 "$seconds s is out of range: choose from 10 to 86400"
fi
[ -z "$forward" ] || [ -z "$url" ] || fail 2 "--port-forward has an address of its own: leave --url out"
url=${url:-http://localhost:8080}
case $url in
  http://?* | https://?*) ;;
  *) fail 2 "'$url' is no address: write it like http://localhost:8080" ;;
esac
command -v curl >/dev/null || fail 1 "curl is missing: install it"

work=$(mktemp -d)
statuses=$work/statuses
: >"$statuses"
sender=
forwarder=

# Whatever ended this script, also Ctrl-C: nothing of its own keeps running, and what was answered is told.
finish() {
  status=$?
  trap - EXIT INT TERM HUP
  [ -z "$sender" ] || kill "$sender" 2>/dev/null || true
  [ -z "$forwarder" ] || kill "$forwarder" 2>/dev/null || true
  if [ -s "$statuses" ]; then
    echo "Answers by status (000: none):"
    sort "$statuses" | uniq -c | awk '{ printf "  %s %7d\n", $2, $1; all += $1 } END { printf "  all %7d\n", all }'
    if ! grep -qv '^000$' "$statuses"; then
      echo "generate-traffic: nothing was answered: check that the service runs at $url" >&2
      [ "$status" != 0 ] || status=1
    fi
  fi
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

call() {
  curl -s -o /dev/null -w '%{http_code}\n' --max-time 10 "$url$1" >>"$statuses" || true
}

# Nobody waits for an answer, as users do not: a slow service does not slow the traffic down.
ordinary() {
  rounds=$((seconds * 60 / 100))
  echo "Ordinary usage for $rounds s"
  round=0
  while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    call /api/users &
    call "/api/users/$((round % 3 + 1))" &
    call /health &
    [ $((round % 10)) != 0 ] || echo "  $round of $rounds s"
    sleep 1
  done
  wait
}

repeat() {
  count=$1
  while [ "$count" -gt 0 ]; do
    "$2" "$3"
    count=$((count - 1))
  done
}

call_at_once() {
  call "$1" &
}

generate() {
  ordinary
  echo "A spike of 30 requests"
  repeat 30 call_at_once /api/users
  wait
  echo "10 requests that may fail"
  repeat 10 call /api/flaky
  echo "5 slow requests"
  repeat 5 call /api/slow
}

open_port() {
  command -v kubectl >/dev/null || fail 1 "kubectl is missing: install it, or call without --port-forward"
  # Read below before the shell that runs kubectl may have made it.
  : >"$work/forward"
  kubectl port-forward -n monitoring svc/sample-service 8080:80 >"$work/forward" 2>&1 &
  forwarder=$!
  tries=0
  until grep -q '^Forwarding from' "$work/forward"; do
    if ! kill -0 "$forwarder" 2>/dev/null; then
      forwarder=
      fail 1 "kubectl forwards no port: $(tail -n 1 "$work/forward")"
    fi
    tries=$((tries + 1))
    [ "$tries" -le 30 ] || fail 1 "kubectl forwards no port after 30 s: is there a svc/sample-service in namespace monitoring?"
    sleep 1
  done
  echo "kubectl forwards localhost:8080 to svc/sample-service in namespace monitoring"
}

[ -z "$forward" ] || open_port
echo "Traffic to $url"
# In the background, for a shell hears no signal while it waits for anything else.
generate &
sender=$!
wait "$sender"
sender=
