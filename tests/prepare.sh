#!/bin/sh
# Brings what the tests need besides npm packages, on Debian and Ubuntu. Run as root (or by password-less sudo).
# Does nothing when everything is there.
#   prepare.sh          Chromium and Chinese fonts, for the journeys in a real browser
#   prepare.sh --long   also PostgreSQL 15 (or the newest that the system has), LibreOffice, poppler and hledger
set -eu

wanted=''
want() {
  dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed' || wanted="$wanted $1"
}

command -v apt-get >/dev/null || { echo 'tests/prepare.sh: no apt-get here; install Chromium and Noto CJK fonts yourself.' >&2; exit 1; }

command -v chromium >/dev/null || want chromium
want fonts-noto-cjk
if [ "${1:-}" = --long ]; then
  ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || wanted="$wanted postgresql"
  want libreoffice-calc
  want libreoffice-writer
  want poppler-utils
  want hledger
fi
[ -n "$wanted" ] || exit 0

# The tests make a cluster of their own; the one that Debian makes on installation would only run beside it.
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
  mkdir -p /etc/postgresql-common
  echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=300 -qq update
case $wanted in
  *' postgresql'*)
    if apt-cache show postgresql-15 >/dev/null 2>&1; then
      wanted=$(echo "$wanted" | sed 's/ postgresql\b/ postgresql-15/')
    fi
    ;;
esac
# shellcheck disable=SC2086 # a list of names
apt-get -o DPkg::Lock::Timeout=300 -qq -y install --no-install-recommends $wanted </dev/null
