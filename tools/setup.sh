#!/usr/bin/env bash
# What `make` needs on a bare Debian or Ubuntu, said before it is done.
#   setup.sh venv            the virtual environment
#   setup.sh pip ARGS…       pip install into it
#   setup.sh apt PACKAGES…   Debian packages that are missing, where we have the rights
set -euo pipefail

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}

apt_missing() {
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
    done
}

apt_install() {
    command -v dpkg-query >/dev/null || { echo "setup: not a Debian system; these may be needed: $*"; return 0; }
    local missing
    missing=$(apt_missing "$@")
    [ -n "$missing" ] || return 0
    echo "setup: apt-get install" $missing
    # Tests that need a missing package skip and say so.
    if ! as_root env DEBIAN_FRONTEND=noninteractive sh -c \
        "apt-get update -qq && apt-get install -y -qq --no-install-recommends $(echo $missing) >/dev/null"; then
        echo "setup: could not install" $missing "(no rights or no network); tests that need them skip"
    fi
}

case "$1" in
    venv)
        python="${PYTHON:-python3}"
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
            { echo "setup: $python is older than 3.11; set PYTHON=python3.11"; exit 1; }
        "$python" -c 'import ensurepip' 2>/dev/null || apt_install python3-venv
        echo "setup: creating .venv"
        "$python" -m venv .venv
        ;;
    pip)
        shift
        echo "setup: pip install $*"
        .venv/bin/python -m pip install -q --disable-pip-version-check "$@"
        ;;
    apt)
        shift
        apt_install "$@"
        ;;
    *)
        sed -n '2,6s/^# \{0,1\}//p' "$0"
        exit 2
        ;;
esac
