#!/usr/bin/env bash
# Builds the platform's images with the .NET SDK alone, no container engine needed, and prints their sizes.
#
#   k8s/build-images.sh archive FOLDER [service…]     FOLDER/<service>.tar.gz, for docker load, podman load, kind load image-archive
#   k8s/build-images.sh registry HOST [service…]      pushes HOST/crm-platform/<service>; credentials as docker login left them
#
# Settings: VERSION (the tag, 0.1.0), CONTAINER_BASE (another base image), RID (linux-x64; ReadyToRun is compiled for it).
set -euo pipefail
cd "$(dirname "$0")/.."

usage() { sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2; }
[ $# -ge 2 ] || usage
mode=$1; target=$2; shift 2
case $mode in
  archive) mkdir -p "$target"; target=$(cd "$target" && pwd) ;;
  registry) ;;
  *) usage ;;
esac

declare -A projects=(
  [identity]=services/Identity/Identity.Api [customers]=services/Customers/Customers.Api [engagement]=services/Engagement/Engagement.Api
  [service]=services/Service/Service.Api [insights]=services/Insights/Insights.Api [notifications]=services/Notifications/Notifications.Api
  [gateway]=gateway/Gateway)
[ $# -gt 0 ] || set -- identity customers engagement service insights notifications gateway

printf '%-14s %10s %s\n' image 'MB (gzip)' where
for name in "$@"; do
  [ -n "${projects[$name]:-}" ] || { echo "There is no service called $name." >&2; exit 2; }
  options=(-c Release -r "${RID:-linux-x64}" --no-self-contained -t:PublishContainer "-p:Version=${VERSION:-0.1.0}" --nologo)
  [ -z "${CONTAINER_BASE:-}" ] || options+=("-p:ContainerBaseImage=$CONTAINER_BASE")
  if [ "$mode" = archive ]; then
    where=$target/$name.tar.gz
    options+=("-p:ContainerArchiveOutputPath=$where")
  else
    where=$target/crm-platform/$name:${VERSION:-0.1.0}
    options+=("-p:ContainerRegistry=$target")
  fi
  # What the image's layers have together, as they travel; the base's among them.
  manifest=$(dotnet publish "${projects[$name]}" "${options[@]}" -getProperty:GeneratedContainerManifest) || { echo "$manifest" >&2; exit 1; }
  bytes=$(grep -o '"size": *[0-9]*' <<<"$manifest" | awk -F: '{ sum += $2 } END { print sum + 0 }')
  printf '%-14s %10s %s\n' "$name" "$(awk -v b="$bytes" 'BEGIN { printf "%.1f", b / 1000000 }')" "$where"
done
