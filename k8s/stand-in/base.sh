#!/usr/bin/env bash
# A base image for machines that reach no registry: Debian's libraries and the ASP.NET runtime that is installed here, the user 1654, no shell.
#
#   k8s/stand-in/base.sh HOST:PORT      pushes HOST:PORT/stand-in/aspnet:10.0 to a registry without passwords
#
# For tests. What is meant to be kept is built on Microsoft's own image.
set -euo pipefail
. "$(dirname "$0")/debian.sh"
[ $# -eq 1 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2; }
repository=http://$1/v2/stand-in/aspnet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The newest ASP.NET 10 and .NET 10 of this machine, and where they lie.
newest() { dotnet --list-runtimes | sed -n "s/^$1 \(10\.[0-9.]*\) \[\(.*\)\]$/\1 \2/p" | sort -V | tail -n 1; }
read -r aspnet aspnet_folder < <(newest Microsoft.AspNetCore.App) || { echo "There is no ASP.NET 10 on this machine." >&2; exit 1; }
read -r net net_folder < <(newest Microsoft.NETCore.App)

root=$work/root
root_file_system "$root" base-files ca-certificates libicu76 libssl3t64 libstdc++6 tzdata zlib1g
rm -rf "$root"/usr/lib/x86_64-linux-gnu/{gconv,perl*,engines-3} "$root"/usr/bin/* "$root"/usr/sbin/* "$root"/usr/share/perl*
person "$root" app 1654 /home/app
home=$root/usr/share/dotnet
mkdir -p "$home"/shared/{Microsoft.NETCore.App,Microsoft.AspNetCore.App} "$root/app"
cp -a "${net_folder%/shared/*}"/{dotnet,host,LICENSE.txt,ThirdPartyNotices.txt} "$home"
cp -a "$net_folder/$net" "$home/shared/Microsoft.NETCore.App"
cp -a "$aspnet_folder/$aspnet" "$home/shared/Microsoft.AspNetCore.App"
ln -s ../share/dotnet/dotnet "$root/usr/bin/dotnet"

tar -C "$root" --numeric-owner --sort=name -cf "$work/layer.tar" .
gzip -1 -k "$work/layer.tar"
digest() { sha256sum "$1" | sed 's/ .*//; s/^/sha256:/'; }
cat >"$work/config" <<JSON
{"architecture":"amd64","os":"linux",
 "config":{"Env":["PATH=/usr/sbin:/usr/bin:/sbin:/bin","APP_UID=1654","ASPNETCORE_HTTP_PORTS=8080","DOTNET_RUNNING_IN_CONTAINER=true","DOTNET_VERSION=$net","ASPNET_VERSION=$aspnet"],
  "Labels":{"org.opencontainers.image.base.name":"stand-in: Debian $suite and ASP.NET $aspnet"}},
 "rootfs":{"type":"layers","diff_ids":["$(digest "$work/layer.tar")"]},"history":[{"created_by":"k8s/stand-in/base.sh"}]}
JSON
# As Microsoft's own: the SDK keeps the format, and every engine loads this one.
config=application/vnd.docker.container.image.v1+json; layer=application/vnd.docker.image.rootfs.diff.tar.gzip; manifest=application/vnd.docker.distribution.manifest.v2+json
descriptor() { printf '{"mediaType":"%s","size":%s,"digest":"%s"}' "$2" "$(stat -c %s "$1")" "$(digest "$1")"; }
printf '{"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}' "$manifest" \
  "$(descriptor "$work/config" $config)" "$(descriptor "$work/layer.tar.gz" $layer)" >"$work/manifest"

blob() {
  local upload
  upload=$(curl -sS --fail -X POST -D - -o /dev/null "$repository/blobs/uploads/" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
  case $upload in /*) upload=http://${repository#http://}; esac
  curl -sS --fail -o /dev/null -X PUT -H 'Content-Type: application/octet-stream' --data-binary "@$1" "$upload&digest=$(digest "$1")"
}
blob "$work/config"
blob "$work/layer.tar.gz"
curl -sS --fail -o /dev/null -X PUT -H "Content-Type: $manifest" --data-binary "@$work/manifest" "$repository/manifests/10.0"
printf 'stand-in base: ASP.NET %s on Debian %s, %s MB as it travels\n' "$aspnet" "$suite" "$(awk -v b="$(stat -c %s "$work/layer.tar.gz")" 'BEGIN { printf "%.1f", b / 1000000 }')"
