#!/usr/bin/env bash
# Runs a command while LOAD busy processes (default 16) take the machine's time: tests must not depend on its speed.
#   scripts/under-load.sh [COMMAND...]    default: all tests, one suite at a time
set -uo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- npm run --silent jest -- --maxWorkers=1
load=${LOAD:-16}

busy=()
trap 'kill "${busy[@]}" 2>/dev/null' EXIT
for ((n = 0; n < load; n++)); do
  # They end with this script even when it is killed.
  while kill -0 $$; do :; done 2>/dev/null &
  busy+=($!)
done

"$@" &
command=$!
# In the background, for bash hears no signal while it waits for a command in front.
trap 'kill -TERM "$command" 2>/dev/null; exit 130' INT TERM
wait "$command"
result=$?
echo "Under a load of $load: exit code $result after $SECONDS s"
exit $result
