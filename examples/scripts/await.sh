# For scripts that ask a running system, which source it.

# Says what is waited for, and what was last seen when it never comes.
await() { # what, seconds, command
  local what=$1 end=$((SECONDS + $2))
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$end" ]; then
      echo "✘ $what"
      "$@" || true
      exit 1
    fi
    sleep 2
  done
  echo "✔ $what"
}
