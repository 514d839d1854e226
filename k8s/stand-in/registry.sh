# For the scripts beside it: a registry on loopback, empty, for as long as the script runs.

# open_registry: sets $registry to HOST:PORT.
open_registry() {
  command -v docker-registry >/dev/null || { echo "There is no docker-registry; install Debian's package of that name." >&2; return 1; }
  registry_folder=$(mktemp -d)
  local port
  # Whether a port is free shows in the attempt.
  for port in $(shuf -i 20000-30000 -n 20); do
    registry=127.0.0.1:$port
    printf 'version: 0.1\nstorage: {filesystem: {rootdirectory: %s/data}}\nhttp: {addr: "%s", secret: only-for-a-moment}\nlog: {level: error, accesslog: {disabled: true}}\n' \
      "$registry_folder" "$registry" >"$registry_folder/settings.yml"
    docker-registry serve "$registry_folder/settings.yml" >"$registry_folder/log" 2>&1 &
    registry_process=$!
    while kill -0 "$registry_process" 2>/dev/null; do
      [ "$(curl -sS -m 2 "http://$registry/v2/" 2>/dev/null)" != '{}' ] || return 0
      sleep 0.1
    done
  done
  cat "$registry_folder/log" >&2
  return 1
}

close_registry() {
  kill "$registry_process" 2>/dev/null || true
  wait "$registry_process" 2>/dev/null || true
  rm -rf "$registry_folder"
}
