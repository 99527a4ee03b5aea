# One host of the test network: the first process of namespaces of its own. It lives as long as its standard input is
# open; with it ends every process on the host, and all its files are gone. Nothing of the machine is changed.
#   host.sh NAME FOLDER TOOL DOTNET
# FOLDER holds what this host has for itself: etc/ (files that take the place of the machine's), home/, srv/, and an empty
# mount/, where its root folder is. The other hosts' folders are beside it.
set -eu
name=$1 folder=$2 tool=$3 dotnet=$4
root=$folder/mount
hostname "$name"
ip link set lo up

# The machine's programs and devices, but neither its users' files nor what says that it is itself a container.
mount -t tmpfs -o mode=755 tmpfs "$root"
for entry in /*; do
    case $entry in
        /etc | /home | /proc | /root | /run | /srv | /tmp) ;;
        *)
            if [ -L "$entry" ]; then
                cp -P "$entry" "$root/"
            elif [ -d "$entry" ]; then
                mkdir "$root$entry"
                mount --rbind "$entry" "$root$entry"
            fi
            ;;
    esac
done
cd "$root"
mkdir -m 755 home proc run srv run/sshd srv/tool srv/dotnet
mkdir -m 700 root
mkdir -m 1777 tmp
mount -t proc proc proc
cp -R "$folder/srv/." srv/
mount --bind "$tool" srv/tool
mount --bind "$dotnet" srv/dotnet

# A copy: what is mounted over a file of the machine falls off when the machine replaces that file.
cp -a /etc etc
cp -p "$folder"/etc/* etc/
rm -rf etc/ssl/certs etc/chromium/policies
mkdir -p etc/ssl/certs etc/chromium/policies/managed
cp srv/etc/ca.pem etc/ssl/certs/
cp srv/etc/policy.json etc/chromium/policies/managed/

cp -R "$folder/home/." home/
for home in home/*; do
    owner=${home##*/}
    [ ! -d "$home" ] || chroot . chown -R "$owner:$owner" "/$home"
done

if [ -e srv/etc/sshd_config ]; then
    chroot . /usr/sbin/sshd -D -e -f /srv/etc/sshd_config 2>srv/sshd.log </dev/null &
else
    # The browser's profiles come from outside.
    mount --rbind /tmp tmp
fi

echo ready
cat >/dev/null

# The folders go too, even when nobody else is left to take them away.
cd /
umount -l "$root" || :
rm -rf "${folder%/*}"
