# Prints what tells a process from a later one with the same pid; fails if there is none.
# ProcessStamp writes the same: change both.
stamp() {
	if [ -r /proc/sys/kernel/random/boot_id ]; then
		stat=
		{ read -r stat < "/proc/$1/stat"; } 2> /dev/null
		[ -n "$stat" ] || return 1
		read -r boot < /proc/sys/kernel/random/boot_id
		# After the name, which may hold anything: the state first, the start time 20th.
		set -- ${stat##*) }
		[ "$1" != Z ] || return 1
		shift 19
		echo "$boot/$1"
	else
		set -- $(LC_ALL=C TZ=UTC ps -o lstart= -p "$1")
		[ $# -gt 0 ] || return 1
		(IFS=_; echo "$*")
	fi
}

# Adds this shell to the ledger $1 under the name $2.
record() {
	printf '%s\t%s\t%s\n' $$ "$(stamp $$)" "$2" >> "$1"
}
