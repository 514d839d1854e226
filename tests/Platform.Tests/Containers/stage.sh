#!/usr/bin/env bash
# The container stage of the tests: builds all images, brings them up with RabbitMQ on one network, and runs on them the tests of this folder.
#
#   tests/Platform.Tests/Containers/stage.sh [FOLDER]            images that FOLDER has are taken from it, others are built into it
#   tests/Platform.Tests/Containers/stage.sh --images FOLDER     only builds them into it, which needs no engine
#
# What is there is used: a container engine that runs, Microsoft's and Docker's registries when they answer. Where there is no engine, root
# starts Debian's docker.io in a network namespace of its own and ends it afterwards; where no registry answers, the base image and RabbitMQ
# are made of Debian's packages (k8s/stand-in). Databases are on SQL Server where its image can be had, which no package can stand in for;
# else they are SQLite files on the services' volumes. Ends with 0, with 1 when a test failed, with 75 when it cannot run here, and says why.
set -euo pipefail
cd "$(dirname "$0")/../../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

version=0.1.0-stage next=0.1.1-stage
broker=crm-platform/stand-in-rabbitmq:4
services=(identity customers engagement service insights notifications gateway)

say() { printf '[%3d s] %s\n' "$SECONDS" "$1"; }
cannot() { printf '\nTHE CONTAINER STAGE DID NOT RUN: %s\n' "$1" >&2; exit 75; }
needed() { command -v "$1" >/dev/null || cannot "there is no $1; install Debian's package $2"; }

work=$(mktemp -d)
own_engine=
only_images=
[ "${1:-}" != --images ] || { only_images=yes; shift; }
clean_up() {
  [ -z "${registry_process:-}" ] || close_registry
  [ -z "${making_broker:-}" ] || kill "$making_broker" 2>/dev/null || true
  if [ -n "$own_engine" ]; then
    docker ps -aq | xargs -r docker rm -f >/dev/null 2>&1 || true
    kill "$own_engine" 2>/dev/null || true
    wait "$own_engine" 2>/dev/null || true
  elif [ -n "${loaded:-}" ]; then
    docker image rm -f "${loaded[@]}" >/dev/null 2>&1 || true
  fi
  rm -rf "$work"
}
trap clean_up EXIT

# dockerd sees its own network and its own mounts; nothing of them is left when it has ended. Tests go into the same network by nsenter.
start_engine() {
  [ "$(id -u)" = 0 ] || cannot "no container engine runs, and only root can start one"
  needed dockerd docker.io; needed docker docker.io; needed ip iproute2; needed nsenter util-linux
  unshare --net true 2>/dev/null || cannot "no container engine runs, and network namespaces are not allowed here"
  export DOCKER_HOST=unix://$work/engine.sock DOCKER_API_VERSION=1.41 TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
  unshare --net --mount sh -c 'ip link set lo up && exec dockerd --data-root "$1/engine" --exec-root "$1/run" --pidfile "$1/pid" --host "unix://$1/engine.sock"' \
    dockerd "$work" >"$work/engine.log" 2>&1 &
  own_engine=$!
  until docker version >/dev/null 2>&1; do
    kill -0 "$own_engine" 2>/dev/null || { tail -n 20 "$work/engine.log" >&2; cannot "dockerd did not start"; }
    sleep 0.2
  done
  inside=(nsenter "--net=/proc/$own_engine/ns/net")
}

inside=()
engine_runs=
if command -v docker >/dev/null && timeout 20 docker version >/dev/null 2>&1; then
  engine_runs=yes
  say "An engine runs: $(docker version --format '{{.Server.Version}}')"
elif [ -z "$only_images" ]; then
  start_engine
  say "Started an engine of our own, $(docker version --format '{{.Server.Version}}'), process $own_engine"
fi

images=${1:-$work/images}
mkdir -p "$images/next"
making_broker=
if [ -n "$engine_runs" ] && timeout 120 docker pull -q rabbitmq:4 >/dev/null 2>&1; then
  broker=rabbitmq:4
elif [ ! -e "$images/broker.tar" ]; then
  needed mmdebstrap mmdebstrap
  k8s/stand-in/broker.sh "$images/broker.tar.part" "$broker" &
  making_broker=$!
fi

stand_in=
if curl -sf -m 10 -o /dev/null https://mcr.microsoft.com/v2/; then
  say "Building on Microsoft's base image"
else
  needed mmdebstrap mmdebstrap; needed docker-registry docker-registry
  stand_in=yes
  say "mcr.microsoft.com does not answer: building on a base of Debian's packages"
fi
build() {
  local folder=$1 name absent=()
  shift
  for name in "$@"; do [ -e "$folder/$name.tar" ] || absent+=("$name"); done
  [ ${#absent[@]} -gt 0 ] || return 0
  # One base for both versions.
  if [ -n "$stand_in" ] && [ -z "${registry_process:-}" ]; then
    . k8s/stand-in/registry.sh
    open_registry
    k8s/stand-in/base.sh "$registry" || cannot "the base image could not be made of Debian's packages"
    export CONTAINER_BASE=$registry/stand-in/aspnet:10.0 DOTNET_CONTAINER_INSECURE_REGISTRIES=$registry
  fi
  VERSION=$tag k8s/build-images.sh archive "$folder" "${absent[@]}"
}
tag=$version build "$images" "${services[@]}"
tag=$next build "$images/next" engagement
if [ -n "$making_broker" ]; then
  wait "$making_broker" || cannot "the broker's image could not be made of Debian's packages"
  mv "$images/broker.tar.part" "$images/broker.tar"
  making_broker=
fi

[ -z "$only_images" ] || { say "The images are in $images"; exit; }

# The image of the development overlay.
sql_server=$(sed -n 's/^ *image: \(mcr.microsoft.com\/mssql\/server:.*\)$/\1/p' k8s/overlays/dev/mssql.yaml)
[ ! -e "$images/sql-server.tar" ] || docker load -q -i "$images/sql-server.tar"
if docker image inspect "$sql_server" >/dev/null 2>&1 || { [ -n "$engine_runs" ] && timeout 900 docker pull -q "$sql_server" >/dev/null 2>&1; }; then
  say "Databases on $sql_server"
else
  say "$sql_server cannot be had: databases are SQLite files"
  sql_server=
fi

say "Loading"
dotnet build tests/Platform.Tests -v quiet -nologo & building=$!
if [ "$broker" != rabbitmq:4 ]; then
  docker load -q -i "$images/broker.tar"
  # Its helper would have to be pulled.
  export TESTCONTAINERS_RYUK_DISABLED=true
fi
loaded=()
for archive in "${services[@]/%/.tar}" next/engagement.tar; do docker load -q -i "$images/$archive"; done
loaded=("${services[@]/#/crm-platform/}")
loaded=("${loaded[@]/%/:$version}" "crm-platform/engagement:$next")

say "Tests"
wait "$building"
export CRM_IMAGES=$version CRM_IMAGES_NEXT=$next CRM_IMAGES_BROKER=$broker CRM_IMAGES_SQLSERVER=$sql_server
status=0
"${inside[@]}" tests/Platform.Tests/bin/Debug/net10.0/CrmPlatform.Platform.Tests -namespace CrmPlatform.Platform.Tests.Containers -noColor -showLiveOutput 2>&1 | tee "$work/tests.log" || status=1
say "Done"
# Here nothing may be skipped: whatever the tests need has just been made.
grep -q 'Total: [1-9][0-9]*, .*Skipped: 0,' "$work/tests.log" || status=1
exit $status
