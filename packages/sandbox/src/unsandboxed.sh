#!/bin/sh
# Builds the same paths as the jail inside new mount and process namespaces, for the product's own examples on a
# machine without bubblewrap. Arguments: the new root, then (ro|rw source target)..., --, then the command.
set -eu
fail() { echo "redoubt: $1" >&2; exit 125; }
root=$1
shift
mount --make-rprivate / || fail "mount namespaces do not work here"
mount -t tmpfs -o mode=0755,size=16m tmpfs "$root" || fail "cannot mount a temporary folder"
while [ "$1" != "--" ]; do
  mode=$1 source=$2 place=$root$3
  shift 3
  if [ "$mode" = tmp ]; then
    mkdir -p "$place"
    mount -t tmpfs -o "mode=1777,nosuid,nodev,size=$source" tmpfs "$place" || fail "cannot mount $place"
    continue
  fi
  if [ "$mode" = link ]; then
    ln -s "$source" "$place"
    continue
  fi
  if [ -d "$source" ]; then
    mkdir -p "$place"
  else
    mkdir -p "${place%/*}"
    [ -e "$place" ] || : >"$place"
  fi
  mount --bind "$source" "$place" || fail "cannot mount $source"
  # Flags of the mount below may be locked: name the usual ones again when the plain form is refused.
  if [ "$mode" = ro ]; then
    mount -o remount,bind,ro "$place" 2>/dev/null || mount -o remount,bind,ro,nosuid,nodev "$place" ||
      mount -o remount,bind,ro,nosuid,nodev,noexec "$place" || fail "cannot protect $source"
  fi
done
shift
mkdir -p "$root/proc"
mount -t proc -o nosuid,nodev,noexec proc "$root/proc" || fail "cannot mount /proc"
exec chroot "$root" "$@"
