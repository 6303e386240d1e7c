#!/bin/sh
# Runs a program that nobody vouches for with a root of its own: read-only folders, one small temporary one, no network.
# Started by unshare(1) in new mount, pid, network, ipc and uts namespaces, as their first process: when it is killed, so is all.
#
#   isolated.sh ROOT USER READABLE... -- COMMAND...
#
# ROOT is an empty folder; USER the id to run as, or "same" where only one is mapped. Mounts vanish with the namespace.
set -eu
umask 022
root=$1 user=$2
shift 2

mount -t tmpfs -o size=1m,mode=755,nosuid,nodev tmpfs "$root"
mkdir "$root/dev" "$root/proc" "$root/tmp" "$root/outside"
for device in null zero random urandom; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mount -t tmpfs -o size=64m,nr_inodes=4k,mode=1777,nosuid,nodev tmpfs "$root/tmp"
# Refused in some containers; hardly anything misses it.
mount -t proc -o nosuid,nodev,noexec proc "$root/proc" 2>/dev/null || true

while [ "$1" != "--" ]; do
    place=$1
    shift
    mkdir -p "$root$(dirname "$place")"
    if [ -L "$place" ]; then # /lib is a link to usr/lib
        ln -s "$(readlink "$place")" "$root$place"
    elif [ -d "$place" ]; then
        mkdir -p "$root$place"
        mount --bind "$place" "$root$place"
        mount -o remount,bind,ro,nosuid,nodev "$root$place"
    elif [ -f "$place" ]; then
        touch "$root$place"
        mount --bind "$place" "$root$place"
        mount -o remount,bind,ro,nosuid,nodev "$root$place"
    fi
done
shift

mount -o remount,bind,ro,nosuid,nodev "$root"
cd "$root"
pivot_root . outside
cd /
umount -l /outside

cd /tmp
nothing="--inh-caps=-all --ambient-caps=-all --bounding-set=-all --no-new-privs"
if [ "$user" != same ]; then
    nothing="--reuid=$user --regid=$user --clear-groups $nothing"
fi
status=0
# Not exec: this process stays above the other one, which cannot reach it.
# shellcheck disable=SC2086
setpriv $nothing "$@" </dev/null || status=$?
exit "$status"
