#!/usr/bin/env bash
# Makes sure that Blender is there for the local farm: installs Debian's or Ubuntu's package when it is missing and this
# user may, otherwise says what to do. Further arguments are more packages to install with it. Safe to run again.
set -euo pipefail

explain() {
  echo "Missing: ${missing[*]}. This script cannot install that: $1." >&2
  echo "Blender 3.0 or later is at https://www.blender.org/download/: have it on PATH or name it with BLENDER." >&2
  exit 1
}

missing=()
[ -n "${BLENDER:-}" ] || command -v blender >/dev/null || missing+=(blender)
for package in "$@"; do
  dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ "${#missing[@]}" -gt 0 ] || exit 0

command -v apt-get >/dev/null || explain 'it knows only the packages of Debian and Ubuntu'
as_root=(env)
if [ "$(id -u)" -ne 0 ]; then
  sudo --non-interactive true 2>/dev/null || explain "that needs root: sudo apt-get install ${missing[*]}"
  as_root=(sudo --non-interactive env)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Quiet unless it fails.
if ! {
  "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get update --quiet &&
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends "${missing[@]}"
} >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  explain "apt-get install ${missing[*]} failed"
fi
