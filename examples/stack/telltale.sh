#!/bin/sh
# The command in its image.
exec java -XX:TieredStopAtLevel=1 -Djdk.console=java.base -cp '/opt/telltale/classes:/opt/telltale/lib/*' \
  dev.telltale.cli.TelltaleCommand "$@"
