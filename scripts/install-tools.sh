#!/usr/bin/env bash
# Installs the named programs from Debian's or Ubuntu's packages where they are missing:
#   scripts/install-tools.sh blender oiiotool chromium
# Needs root or sudo without a password; otherwise it says what to install by hand.
set -euo pipefail

package_of() {
  case $1 in
    oiiotool | idiff) echo openimageio-tools ;;
    script) echo bsdutils ;;
    bwrap) echo bubblewrap ;;
    *) echo "$1" ;;
  esac
}

packages=()
for program in "$@"; do
  command -v "$program" >/dev/null || packages+=("$(package_of "$program")")
done
[ ${#packages[@]} -eq 0 ] && exit 0

hint="Install them by hand: ${packages[*]}"
if ! command -v apt-get >/dev/null; then
  echo "Missing: ${packages[*]}, and this system has no apt-get. $hint" >&2
  exit 1
fi
sudo=()
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "Missing: ${packages[*]}, and this user may not install packages. $hint" >&2
    exit 1
  fi
  sudo=(sudo -n)
fi
echo "Installing ${packages[*]} …" >&2
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { "${sudo[@]}" apt-get update && "${sudo[@]}" apt-get install -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "The packages could not be installed. $hint" >&2
  exit 1
fi
