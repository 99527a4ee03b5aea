# One host of the test network: the first process of namespaces of its own. It lives as long as its standard input is
# open; with it ends every process in it, and everything mounted here is gone. Nothing of the machine is changed.
#   host.sh NAME FOLDER TOOL DOTNET
# FOLDER holds, for this host alone: etc/ (files that take the place of the machine's), home/, root/, srv/ and empty mount/.
set -eu
name=$1 folder=$2 tool=$3 dotnet=$4
hostname "$name"
ip link set lo up

# Gathered under one folder first, because what comes next may cover the places they come from.
stage=$folder/mount
mount -t tmpfs -o mode=755 tmpfs "$stage"
cp -R "$folder/srv/." "$stage/"
mkdir "$stage/tool" "$stage/dotnet"
mount --bind "$tool" "$stage/tool"
mount --bind "$dotnet" "$stage/dotnet"

for file in "$folder"/etc/*; do
    place=/etc/${file##*/}
    if [ -e "$place" ]; then
        mount --bind "$file" "$place"
    fi
done
mount -t tmpfs -o mode=755 tmpfs /etc/ssl
mkdir /etc/ssl/certs
cp "$stage/etc/ca.pem" /etc/ssl/certs/ca.pem
if [ -d /etc/chromium ]; then
    mount -t tmpfs -o mode=755 tmpfs /etc/chromium
    mkdir -p /etc/chromium/policies/managed
    cp "$stage/etc/policy.json" /etc/chromium/policies/managed/
fi

mount --bind "$folder/home" /home
mount --rbind "$stage" /srv
for home in /home/*; do
    owner=${home##*/}
    [ ! -d "$home" ] || chown -R "$owner:$owner" "$home"
done

if [ -e /srv/etc/sshd_config ]; then
    mount --bind "$folder/root" /root
    mount -t tmpfs -o mode=1777 tmpfs /tmp
    mount -t tmpfs -o mode=755 tmpfs /run
    mkdir -p /run/sshd
    "$(command -v sshd || echo /usr/sbin/sshd)" -D -e -f /srv/etc/sshd_config 2>/srv/sshd.log </dev/null &
fi

echo ready
cat >/dev/null

# The folder goes too, even when nobody is left to take it away; the last host takes the one around all.
umount -l /tmp 2>/dev/null || :
umount -l "$stage" || :
rm -rf "$folder"
rmdir "${folder%/*}" 2>/dev/null || :
