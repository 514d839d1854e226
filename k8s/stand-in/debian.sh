# For the scripts beside it: root file systems from Debian's packages, by extracting them only: no maintainer script runs, no shell is needed.

suite=trixie   # the first with RabbitMQ 4

# root_file_system FOLDER PACKAGE…
root_file_system() {
  local folder=$1 mirror log
  shift
  command -v mmdebstrap >/dev/null || { echo "There is no mmdebstrap; install Debian's package of that name." >&2; return 1; }
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -m 1 '/debian/*$' || echo http://deb.debian.org/debian)
  log=$(mktemp)
  mmdebstrap --variant=extract --include="$(IFS=,; echo "$*")" "$suite" "$folder" "$mirror" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 1; }
  rm -f "$log"
  rm -rf "$folder"/dev/* "$folder"/usr/share/{doc,man,locale,info,lintian,bug} "$folder"/var/{cache,lib}/apt "$folder"/etc/apt
  install -d -m 1777 "$folder/tmp"
  cat "$folder"/usr/share/ca-certificates/mozilla/*.crt >"$folder/etc/ssl/certs/ca-certificates.crt" 2>/dev/null || true
}

# person FOLDER NAME NUMBER HOME: who is not root.
person() {
  mkdir -p "$1/etc" "$1$4"
  [ -s "$1/etc/passwd" ] || { echo 'root:x:0:0:root:/root:/usr/sbin/nologin' >"$1/etc/passwd"; echo 'root:x:0:' >"$1/etc/group"; }
  echo "$2:x:$3:$3::$4:/usr/sbin/nologin" >>"$1/etc/passwd"
  echo "$2:x:$3:" >>"$1/etc/group"
  chown "$3:$3" "$1$4"
}
