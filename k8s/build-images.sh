#!/usr/bin/env bash
# Builds the platform's images with the .NET SDK alone, no container engine needed, and prints their sizes.
#
#   k8s/build-images.sh archive FOLDER [service…]     FOLDER/<service>.tar, for docker load, podman load, kind load image-archive
#   k8s/build-images.sh registry HOST [service…]      pushes HOST/crm-platform/<service>; credentials as docker login left them
#
# Settings: VERSION (the tag, 0.1.0), RID (linux-x64; ReadyToRun is compiled for it), CONTAINER_BASE: chiseled (no shell; what is meant to
# run), plain, an image's full name, or stand-in: made here from Debian packages and the installed runtime, where no registry answers.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2; }
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

version=${VERSION:-0.1.0}
case ${CONTAINER_BASE:=chiseled} in
  chiseled) base= ;;   # as Directory.Build.targets says
  plain) base=mcr.microsoft.com/dotnet/aspnet:10.0 ;;
  stand-in)
    # The SDK takes a base from a registry only: one of our own holds it for as long as this runs.
    . k8s/stand-in/registry.sh
    open_registry
    trap close_registry EXIT
    k8s/stand-in/base.sh "$registry"
    base=$registry/stand-in/aspnet:10.0
    export DOTNET_CONTAINER_INSECURE_REGISTRIES=$registry
    ;;
  *) base=$CONTAINER_BASE ;;
esac

printf '%-14s %10s %s\n' image 'MB (gzip)' where
for name in "$@"; do
  [ -n "${projects[$name]:-}" ] || { echo "There is no service called $name." >&2; exit 2; }
  options=(-c Release -r "${RID:-linux-x64}" --no-self-contained -t:PublishContainer "-p:Version=$version" --nologo
    "-p:ReadyToRunCache=$PWD/artifacts/readytorun"
    # What the analysers have to say was said when the sources were built for their tests; what they say changes no image.
    -p:RunAnalyzers=false)
  [ -z "$base" ] || options+=("-p:ContainerBaseImage=$base")
  if [ "$mode" = archive ]; then
    where=$target/$name.tar
    options+=("-p:ContainerArchiveOutputPath=$where")
  else
    where=$target/crm-platform/$name:$version
    options+=("-p:ContainerRegistry=$target")
  fi
  # What the image's layers have together, as they travel; the base's among them.
  manifest=$(dotnet publish "${projects[$name]}" "${options[@]}" -getProperty:GeneratedContainerManifest) || { echo "$manifest" >&2; exit 1; }
  bytes=$(grep -o '"size": *[0-9]*' <<<"$manifest" | awk -F: '{ sum += $2 } END { print sum + 0 }')
  printf '%-14s %10s %s\n' "$name" "$(awk -v b="$bytes" 'BEGIN { printf "%.1f", b / 1000000 }')" "$where"
done
