# Shared by bin/start and bin/test: Debian libraries, virtual environment, requirements.
set -eu
cd "$(dirname "$0")/.."

need_debian() {
  missing=""
  for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"; done
  [ -n "$missing" ] || return 0
  sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo -n"
  if ! { $sudo apt-get update -q && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing; } >&2; then
    echo "Run this first: apt-get install --no-install-recommends$missing" >&2
    exit 1
  fi
}

need_python() {
  [ -x .venv/bin/python ] || python3 -m venv .venv
  stamp=".venv/$1.sha256"
  cat requirements*.txt bin/build-constraints.txt | sha256sum | cmp -s - "$stamp" && return 0
  PIP_CONSTRAINT=bin/build-constraints.txt .venv/bin/pip install -q -r "$1"
  cat requirements*.txt bin/build-constraints.txt | sha256sum > "$stamp"
}
