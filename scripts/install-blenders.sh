#!/usr/bin/env bash
# Makes Blender 4.3 and 5.2 for the tests, beside the system's own: a minimal Debian trixie and sid, each in a folder.
#   scripts/install-blenders.sh [--list]
# Prints `VERSION COMMAND` for each that is there, with --list without making any. They lie in
# $XDG_CACHE_HOME/blendnet-render-blenders (XDG_CACHE_HOME defaults to ~/.cache), which a CI may keep: it saves minutes.
# Needs root (chroot) on Debian or Ubuntu; elsewhere it says so on standard error and prints nothing.
set -euo pipefail
folder=${XDG_CACHE_HOME:-$HOME/.cache}/blendnet-render-blenders
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "More Blenders need root and apt-get: tested with the system's only." >&2
  exit 0
fi
if [ "${1:-}" = --list ] && [ ! -d "$folder" ]; then exit 0; fi
mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9

# What a bare system lacks for Blender without a display.
packages="blender libegl1 libgl1 libopengl0 libgl1-mesa-dri libegl-mesa0"

make_system() { # suite
  local root=$folder/$1 log=$folder/$1.log
  [ -e "$root.ready" ] && return
  # A mirror that does not answer must not hold up the checks for long; one that does may be slow.
  echo "Making a Debian $1 with Blender in $root …" >&2
  rm -rf "$root"
  if ! {
    { command -v debootstrap >/dev/null || { apt-get update && apt-get install -y --no-install-recommends debootstrap; }; } &&
      timeout 300 debootstrap --no-check-gpg --variant=minbase "$1" "$root" "$mirror" &&
      cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/" &&
      echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/made-for-tests" &&
      timeout 900 chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages &&
      chroot "$root" apt-get clean
  } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "Debian $1 could not be made: tested without its Blender." >&2
    return
  fi
  touch "$root.ready"
}

# A program that runs Blender in that system, with this one's files where they are. The mounts are the process's own.
make_command() { # suite
  local command=$folder/blender-$1
  cat >"$command.new" <<SCRIPT
#!/bin/sh
exec unshare --mount --propagation private sh -c '
root=\$1; shift
for path in /proc /dev /sys /tmp /root /home /work /github /__w; do
  [ -d "\$path" ] || continue
  mkdir -p "\$root\$path" && mount --rbind "\$path" "\$root\$path"
done
here=\$PWD
exec chroot "\$root" /bin/sh -c '\''cd "\$1" && shift && exec /usr/bin/blender "\$@"'\'' sh "\$here" "\$@"
' sh '$folder/$1' "\$@"
SCRIPT
  chmod 755 "$command.new"
  mv "$command.new" "$command"
}

for suite in trixie sid; do
  [ "${1:-}" = --list ] || make_system "$suite"
  [ -e "$folder/$suite.ready" ] || continue
  make_command "$suite"
  version=$("$folder/blender-$suite" --version 2>/dev/null | sed -n 's/^Blender \([0-9.]*\).*/\1/p') || true
  if [ -n "$version" ]; then
    echo "$version $folder/blender-$suite"
  else
    echo "Debian $suite cannot be entered here (mount namespaces and chroot): tested without its Blender." >&2
  fi
done
