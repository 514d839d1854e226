#!/usr/bin/env bash
# Installs or upgrades an overlay in the order that loses nothing: what everything stands on, then the migrations, then the servers.
#
#   k8s/deploy.sh dev|prod [further kubectl options, such as --context NAME]
#
# Migrations only add (what a version no longer needs goes one release later), so the old version runs on the new schema until its
# pods have been replaced. A migration that fails stops here: the old version stays as it is.
set -euo pipefail
cd "$(dirname "$0")"
overlay=${1:?usage: k8s/deploy.sh dev|prod [kubectl options]}; shift
[ -f "overlays/$overlay/kustomization.yaml" ] || { echo "There is no overlay $overlay." >&2; exit 2; }
namespace=$(sed -n 's/^namespace: *//p' "overlays/$overlay/kustomization.yaml")
kube() { kubectl "$@" "${options[@]}"; }
options=("$@")
manifest=$(mktemp); trap 'rm -f "$manifest"' EXIT
if command -v kustomize >/dev/null; then kustomize build "overlays/$overlay" >"$manifest"; else kubectl kustomize "overlays/$overlay" >"$manifest"; fi

component=app.kubernetes.io/component
echo "== Settings, secrets, volumes, network, broker"
kube apply -f "$manifest" -l "$component notin (server, migration)"
kube wait externalsecret --all -n "$namespace" --for=condition=Ready --timeout=5m
kube wait rabbitmqcluster --all -n "$namespace" --for=condition=AllReplicasReady --timeout=10m
for set in $(kube get statefulset -n "$namespace" -l "$component=database" -o name); do kube rollout status "$set" -n "$namespace" --timeout=10m; done

echo "== Migrations"
# A Job cannot be changed, only made anew; one that has run finds nothing to do.
kube delete job -n "$namespace" -l "$component=migration" --ignore-not-found
kube apply -f "$manifest" -l "$component=migration"
for _ in $(seq 360); do
  failed=$(kube get job -n "$namespace" -l "$component=migration" \
    -o 'jsonpath={range .items[*]}{.metadata.name} {.status.conditions[*].type}{"\n"}{end}' | awk '/ Failed|Failed$/ { print $1 }')
  [ -z "$failed" ] || { echo "Failed:" $failed "(kubectl logs -n $namespace job/NAME). The servers are untouched." >&2; exit 1; }
  if kube wait job -n "$namespace" -l "$component=migration" --for=condition=Complete --timeout=10s >/dev/null 2>&1; then migrated=yes; break; fi
done
[ "${migrated:-}" = yes ] || { echo "The migrations are not through after an hour. The servers are untouched." >&2; exit 1; }

echo "== Servers"
kube apply -f "$manifest"
for server in $(kube get deployment -n "$namespace" -l "$component=server" -o name); do kube rollout status "$server" -n "$namespace" --timeout=10m; done
