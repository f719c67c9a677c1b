# Shared by bin/start, bin/test and bin/lock: Debian libraries, virtual environment, requirements.
set -eu
cd "$(dirname "$0")/.."

# Python's venv, text and fonts of the papers, their pages on a telephone, types of files, and Redis
# (bin/services.py).
RUNTIME_PACKAGES="python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  fonts-urw-base35 fonts-noto-cjk fonts-hosny-amiri poppler-utils file redis-tools"

need_debian() {
  missing=""
  for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"; done
  [ -n "$missing" ] || return 0
  sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo -n"
  install="apt-get install -y -q --no-install-recommends"
  update="$sudo apt-get update -q"; [ -z "${lists_are_new:-}" ] || update=true
  if ! { $update && $sudo env DEBIAN_FRONTEND=noninteractive $install $missing; } >&2; then
    echo "Run this first: apt-get install --no-install-recommends$missing" >&2
    exit 1
  fi
  lists_are_new=1
}

# Debian's Python, whichever else stands first in PATH: it is the one we promise to run on, and one that
# somebody built without profiles takes a fifth more time for our pages and tests.
best_python() {
  debian=/usr/bin/python3
  if $debian -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo $debian
  else
    echo python3
  fi
}

# Only wheels with the hashes of the lock: nothing is built here and nothing is looked up. What stands
# behind the name of the lock goes to pip.
need_python() {
  [ -x .venv/bin/python ] || "$(best_python)" -m venv .venv
  lock=$1 stamp=".venv/$1.sha256"; shift
  sha256sum "$lock" | cmp -s - "$stamp" && return 0
  .venv/bin/pip install -q --require-hashes --no-deps --only-binary :all: "$@" -r "$lock"
  sha256sum "$lock" > "$stamp"
}
