#!/usr/bin/env bash
# An image with RabbitMQ 4 from Debian's packages, for machines that reach no registry.
#
#   k8s/stand-in/broker.sh FILE NAME:TAG      FILE for docker load
#
# For tests: one node. It makes its first user of RABBITMQ_DEFAULT_USER and RABBITMQ_DEFAULT_PASS as the official image does.
set -euo pipefail
. "$(dirname "$0")/debian.sh"
[ $# -eq 2 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

root=$work/root
root_file_system "$root" base-files dash coreutils sed grep mawk rabbitmq-server
person "$root" rabbitmq 999 /var/lib/rabbitmq
mkdir -p "$root/var/log/rabbitmq" "$root/etc/rabbitmq"
chown -R 999:999 "$root"/var/{lib,log}/rabbitmq "$root/etc/rabbitmq"

mkdir "$work/image"
tar -C "$root" --numeric-owner -cf "$work/image/layer.tar" .
cat >"$work/image/config.json" <<JSON
{"architecture":"amd64","os":"linux",
 "config":{"User":"999","ExposedPorts":{"5672/tcp":{}},"Cmd":["/usr/lib/rabbitmq/bin/rabbitmq-server"],
  "Env":["PATH=/usr/sbin:/usr/bin:/sbin:/bin","HOME=/var/lib/rabbitmq","LANG=C.UTF-8","RABBITMQ_NODENAME=rabbit@localhost","RABBITMQ_LOGS=-"]},
 "rootfs":{"type":"layers","diff_ids":["sha256:$(sha256sum "$work/image/layer.tar" | cut -d ' ' -f 1)"]},"history":[{"created_by":"k8s/stand-in/broker.sh"}]}
JSON
echo "[{\"Config\":\"config.json\",\"RepoTags\":[\"$2\"],\"Layers\":[\"layer.tar\"]}]" >"$work/image/manifest.json"
tar -C "$work/image" -cf "$1" .
