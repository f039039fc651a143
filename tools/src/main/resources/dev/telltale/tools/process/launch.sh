# Arguments: ledger, pid of the supervisor, name, command.
# The process enters itself into the ledger before it becomes the command, so that there
# is no moment in which it runs and nobody knows it.
record "$1" "$3"
kill -0 "$2" 2> /dev/null || exit 1
shift 3
exec "$@"
