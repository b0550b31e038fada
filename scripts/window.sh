# Functions that open the workbench on a virtual screen of its own and drive it
# like a person; for scripts that source this file from the root of the project.
# Nothing here waits by the clock: the app writes a trace of what it has done
# (see CONTRIBUTING.md), and wait_for reads on until a line comes.

export LC_ALL=C.UTF-8 LANGUAGE=en
unset WAYLAND_DISPLAY
patience=${WINDOW_PATIENCE:-20} # seconds that one step may take
home=$(mktemp -d)               # of the app; nothing of the person's is touched
config=$home/.config/cxworkbench files=$home/.local/share/cxworkbench
trace=$home/trace complaints=$home/stderr
screen_pid="" app_pid="" line="" found=()

close_window() {
	local pid
	for pid in $app_pid $screen_pid; do
		kill -KILL "$pid" 2>/dev/null || true # a stuck app does not heed less
		wait "$pid" 2>/dev/null || true
	done
	rm -rf "$home"
}
trap close_window EXIT

# open_screen 1280x800 starts a virtual screen at a display number that is free.
open_screen() {
	local number
	mkfifo "$home/display"
	Xvfb -displayfd 3 -screen 0 "${1}x24" -nolisten tcp -noreset 3>"$home/display" 2>"$home/screen" &
	screen_pid=$!
	read -r -t "$patience" number <"$home/display" || fail "the virtual screen did not start"
	rm "$home/display"
	export DISPLAY=:$number
}

close_screen() {
	kill "$screen_pid"
	wait "$screen_pid" 2>/dev/null || true
	screen_pid=""
}

# open_app light 1280x800 ARGUMENTS... opens the window in a theme and a size,
# and waits until nothing is under way.
open_app() {
	local theme=$1 width=${2%x*} height=${2#*x}
	shift 2
	mkdir -p "$config"
	printf '{"theme": "%s", "width": %d, "height": %d}\n' "$theme" "$width" "$height" >"$config/settings.json"
	: >"$trace"
	env -u XDG_CONFIG_HOME -u XDG_DATA_HOME HOME="$home" bin/cxworkbench --trace "$trace" "$@" 2>>"$complaints" &
	app_pid=$!
	exec 4< <(exec tail -f -n +1 --pid=$app_pid "$trace")
}

# quit_app presses Ctrl+Q and gives the exit status of the app.
quit_app() {
	local status=0
	press ctrl+q
	timeout "$patience" tail -f --pid="$app_pid" /dev/null || fail "the window did not close on Ctrl+Q"
	wait "$app_pid" || status=$?
	app_pid=""
	exec 4<&-
	return $status
}

# wait_for REGEX reads the trace on until a whole line matches; what the groups
# matched is then in the array found.
wait_for() { comes "$1" "$patience" || fail "no line \"$1\" came in the trace"; }

# comes REGEX SECONDS is wait_for that gives up.
comes() {
	local began=$SECONDS
	while [ $((SECONDS - began)) -lt "$2" ]; do
		IFS= read -r -t "$2" line <&4 || break
		if [[ $line =~ ^($1)$ ]]; then
			found=("${BASH_REMATCH[@]:2}")
			return 0
		fi
	done
	return 1
}

press() { xdotool key --clearmodifiers "$@"; }

click() { xdotool mousemove "$1" "$2" click 1; }

# away moves the pointer to a corner where nothing answers it.
away() { xdotool mousemove 2 2; }

# photo FILE.png waits until the screen stands still, which the trace cannot
# tell, and photographs it.
photo() {
	local before="" now
	for _ in $(seq 20); do
		import -window root "$1"
		now=$(identify -format '%#' "$1")
		[ "$now" != "$before" ] || return 0
		before=$now
		sleep 0.05
	done
}
