# Photographs for scripts/screens of the import's steps and of what a section shows
# that has nothing to show. Sourced; needs scripts/window.sh and the function shot.

# steps_of_an_import THEME SUFFIX photographs the steps from the file to the report.
steps_of_an_import() {
	local file=$home/contacts.csv step name tabs=()
	{
		echo "customer id,date,channel,activity,note"
		echo "$1-0,no date,Phone,Enquiry,"
		for step in 1 2 3 4 5 6; do # of its own, since the same again would add nothing
			echo "$1-$step,2026-09-0$step,Phone,Enquiry,asked for a price"
			echo "$1-$step,2026-10-1$step,E-mail,Complaint,late delivery"
		done
	} >"$file"
	export LANGUAGE=en
	open_screen 1280x800
	open_app "$1" 1280x800 --demo --import "$file"
	wait_for "button import x=[0-9]+ y=[0-9]+"
	for step in 1 2 3 4 5; do
		wait_for "step $step x=([0-9]+) y=([0-9]+)"
		tabs+=("${found[*]}")
	done
	wait_for idle
	away
	shot "wizard-preview$2"
	for step in 3 4; do
		# shellcheck disable=SC2086 # two numbers
		click ${tabs[step - 1]}
		wait_for "step 5 x=[0-9]+ y=[0-9]+"
		away
		name=$([ "$step" = 3 ] && echo columns || echo match)
		shot "wizard-$name$2"
	done
	# shellcheck disable=SC2086
	click ${tabs[4]}
	wait_for "counted [0-9]+"
	wait_for "button import x=([0-9]+) y=([0-9]+)"
	name=${found[*]}
	away
	shot "wizard-count$2"
	# shellcheck disable=SC2086
	click $name
	wait_for "verdict .*"
	wait_for idle
	away
	shot "wizard-report$2"
	quit_app || fail "the window left with status $?"
	close_screen
}

# states photographs an empty workspace, one with too little in it, a filter that keeps
# nobody, a damaged file and a file that is none.
states() {
	local here=$home/states
	mkdir -p "$here"
	export LANGUAGE=en
	bin/cx new "$here/New shop.cxw" --zone Europe/Dublin >/dev/null
	cp "$here/New shop.cxw" "$here/Few.cxw"
	printf 'customer id,date,channel,activity\n1,2026-09-03,Phone,Enquiry\n2,2026-10-05,Phone,Complaint\n2,2026-10-28,Phone,Enquiry\n' >"$here/few.csv"
	bin/cx import "$here/Few.cxw" "$here/few.csv" >/dev/null 2>&1
	head -c 100000 "$here/Few.cxw" >"$here/Damaged.cxw"
	printf 'not a table' >"$here/Letter.cxw"
	open_screen 1280x800
	state_of "New shop" "idle" state-empty
	state_of Damaged "offers [0-9]+ backups" state-damaged
	state_of Letter "error .*" state-no-workspace
	open_app light 1280x800 "$here/Few.cxw"
	wait_for "overview n=2"
	wait_for idle
	press ctrl+4
	wait_for "cohorts n=2 .*"
	press ctrl+Next
	wait_for "error .*"
	wait_for idle
	away
	shot state-few
	press ctrl+f
	wait_for "filter 2 of 2"
	press space # the first row: no contact for 60 days
	wait_for "filter 0 of 2"
	press shift+Tab space # the last button applies it
	wait_for "error None of the .*"
	wait_for idle
	away
	shot state-nobody
	quit_app || fail "the window left with status $?"
	close_screen
}

# state_of FILE REGEX NAME opens a file and photographs what it shows.
state_of() {
	open_app light 1280x800 "$here/$1.cxw"
	wait_for "$2"
	away
	shot "$3"
	quit_app || fail "the window left with status $?"
}
