# Runs a command apart from the machine: sh -c SCRIPT apart ROOT DIRECTORY [ACCESS PATH]... -- COMMAND...
#
# Started by unshare as root of user, mount and PID namespaces of its own. What the command gets is mounted below ROOT,
# an empty tmpfs that then becomes `/`; ACCESS is one of sandbox/view.ts. The command starts in DIRECTORY, without
# capabilities, so that it can undo none of it.
set -eu
PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin
root=$1 directory=$2
shift 2
mkdir -p "$root"
mount -t tmpfs -o mode=755 apart "$root"
mount --make-unbindable "$root" # what it lies in comes without it

place() { # makes what PATH is mounted on; what is there may be the machine's own by now, and stays as it is
  if [ -e "$root$1" ]; then return; fi
  if [ -d "$1" ]; then mkdir -p "$root$1"; else mkdir -p "$root${1%/*}" && : >>"$root$1"; fi
}

# Mounts that stay writable, each between bars.
writable='|'
mkdir "$root/proc" "$root/dev"
mount -t proc proc "$root/proc"
for name in null zero full random urandom tty; do
  : >>"$root/dev/$name"
  mount --bind "/dev/$name" "$root/dev/$name"
  writable="$writable$root/dev/$name|"
done
ln -s /proc/self/fd "$root/dev/fd"
for number in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${number%:*}" "$root/dev/${number#*:}"; done
mkdir "$root/dev/shm"
mount -t tmpfs apart "$root/dev/shm"
writable="$writable$root/dev/shm|"

while [ "$1" != -- ]; do
  access=$1 path=$2
  shift 2
  case $access in
    read) place "$path" && mount --rbind "$path" "$root$path" ;;
    write) place "$path" && mount --bind "$path" "$root$path" ;;
    device) place "$path" && mount --rbind "$path" "$root$path" ;;
    empty) mkdir -p "$root$path" && mount -t tmpfs apart "$root$path" ;;
  esac
  case $access in read) ;; *) writable="$writable$root$path|" ;; esac
done
shift

# A mount that came along from outside keeps its other options: the kernel lets nobody drop them here.
while read -r _ _ _ _ mounted options _; do
  mounted=$(printf '%b' "$mounted")
  case $mounted in "$root"/*) ;; *) continue ;; esac
  case $writable in *"|$mounted|"*) continue ;; esac
  mount -o "remount,bind,ro,${options#r[wo],}" "$mounted"
done </proc/self/mountinfo

cd "$root"
mkdir .old
pivot_root . .old
cd "$directory"
umount -l /.old
rmdir /.old
mount -o remount,bind,ro /
# A shell is the first process, which ends all others with it and tells how the command ended.
exec setpriv --no-new-privs --inh-caps=-all --ambient-caps=-all --bounding-set=-all -- sh -c '"$@"; exit $?' sh "$@"
