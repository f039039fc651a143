#!/bin/sh
# Lays out the configuration of the stack, in the container `setup` before all others: `light` starts anew, `full` adds.
#   STACK    the folder of this script          CONFIG   the folder to fill
#   SECRETS  the folder for passwords and keys  PROTECT  "yes": Prometheus and Alertmanager with TLS and a password
set -eu
umask 022

STACK=${STACK:-/stack}
CONFIG=${CONFIG:-/etc/telltale}
SECRETS=${SECRETS:-/run/telltale}
MIXIN_CONFIG=${MIXIN_CONFIG:-$STACK/mixin.yaml}
MIXINS=${MIXINS:-java -cp /opt/telltale/classes:/opt/telltale/lib/* dev.telltale.mixins.command.MixinsCommand}
TELLTALE=${TELLTALE:-telltale}

# The users of the images: Prometheus and Alertmanager run as nobody.
NOBODY=65534
GRAFANA=472

# Only its owner may read it.
give() { # user, file
  chmod 400 "$2"
  if [ "$(id -u)" = 0 ]; then chown "$1" "$2"; fi
}

light() {
  # Aside first: what runs keeps its configuration until the new one is whole, or if there is none.
  new=$(mktemp -d)
  # The default holds a star for Java, not for the shell.
  set -f
  $MIXINS render --config "$MIXIN_CONFIG" --output "$new/rendered"
  set +f
  mkdir -p "$new/laid/prometheus" "$new/laid/grafana"
  mv "$new/rendered/alertmanager" "$new/rendered/dashboards" "$new/laid/"
  mv "$new/rendered/prometheus/rules" "$new/laid/prometheus/"
  cp "$STACK/prometheus/prometheus.yml" "$new/laid/prometheus/"
  cp -R "$STACK/blackbox" "$new/laid/"
  cp -R "$STACK/grafana/." "$new/laid/grafana/"
  cp -R "$STACK/profiles/light/." "$new/laid/"

  if [ ! -s "$SECRETS/grafana-password" ]; then
    head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n' >"$SECRETS/grafana-password"
  fi
  give "$GRAFANA" "$SECRETS/grafana-password"
  if [ "${PROTECT:-no}" = yes ]; then protect "$new/laid"; fi

  # The folder is a mount point: it stays, what is in it goes.
  find "$CONFIG" -mindepth 1 -delete
  cp -R "$new/laid/." "$CONFIG/"
  rm -rf "$new"
}

protect() { # folder
  $TELLTALE protect --host prometheus --host alertmanager --output "$SECRETS/tls"
  chmod 755 "$SECRETS/tls"
  cp -f "$SECRETS/tls/password" "$SECRETS/tls/grafana-password"
  give "$NOBODY" "$SECRETS/tls/server.key"
  give "$NOBODY" "$SECRETS/tls/password"
  give "$GRAFANA" "$SECRETS/tls/grafana-password"
  cp -R "$STACK/tls/." "$1/"
}

full() {
  for part in alloy loki tempo; do cp -R "$STACK/$part" "$CONFIG/"; done
  cp -R "$STACK/profiles/full/." "$CONFIG/"
}

case ${1:-} in
  light | full) "$1" ;;
  *)
    echo "setup: say light or full, not '${1:-}'" >&2
    exit 2
    ;;
esac
chmod -R a+rX "$CONFIG"
echo "setup: $1 is laid out in $CONFIG"
