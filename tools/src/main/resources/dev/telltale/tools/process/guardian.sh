# Arguments: ledger, log, seconds between TERM and KILL.
# Waits for the end of its input, which comes when the supervisor is gone, however it
# died. Then ends whatever of the ledger still runs, and itself.
trap '' INT HUP TERM QUIT
ledger=$1 log=$2 grace=$3
record "$ledger" guardian
echo ready

while read -r line; do
	[ "$line" != done ] || exit 0
done
exec >> "$log" 2>&1

# Sends the signal $1 to every entry that still runs; fails if there is none.
signal() {
	found=1
	while IFS='	' read -r pid stamp name; do
		if [ "$pid" != $$ ] && [ "$(stamp "$pid")" = "$stamp" ]; then
			found=0
			echo "the supervisor is gone: sending $1 to $name ($pid)"
			kill -s "$1" "$pid"
		fi
	done < "$ledger"
	return $found
}

# Twice, for a process that was about to enter itself when the supervisor died.
for round in 1 2; do
	signal TERM
	waited=0
	while [ $waited -lt "$grace" ] && signal 0 > /dev/null; do
		sleep 1
		waited=$((waited + 1))
	done
	signal KILL
	sleep 1
done
