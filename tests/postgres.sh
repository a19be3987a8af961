#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own: on a free port of this machine, in a folder that
# goes when the command ends. The command finds it in DATELINE_TEST_POSTGRES.
#
#   tests/postgres.sh                                  what the store's tests say of PostgreSQL
#   tests/postgres.sh cargo test -p dateline-cli       any other command
#   tests/postgres.sh --install …                      as root on Debian: install it where it is missing
#
# Without a server's programs, and where none can be installed, it says so and does nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

install=
if [ "${1:-}" = --install ]; then install=1; shift; fi
# The kills of SQLite's writer are no matter of the server's, and long.
if [ $# -eq 0 ]; then
    set -- cargo test --locked -p dateline-ledger -p dateline-cli --test it --test desk --test postgres \
        -- --include-ignored --skip two_hundred_kills
fi

find_programs() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) \
        "$(pg_config --bindir 2>/dev/null || true)" \
        "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")"; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then echo "$folder"; return; fi
    done
}

programs=$(find_programs)
if [ -z "$programs" ] && [ -n "$install" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "postgres.sh: installing PostgreSQL" >&2
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql) >&2 || true
    programs=$(find_programs)
fi
if [ -z "$programs" ]; then
    echo "postgres.sh: NOT TESTED on PostgreSQL: no initdb and pg_ctl here (Debian: apt-get install postgresql)"
    exit 0
fi

# PostgreSQL refuses to run as root.
as=()
if [ "$(id -u)" = 0 ]; then
    user=postgres
    id "$user" >/dev/null 2>&1 || user=nobody
    as=(setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups)
fi

folder=$(mktemp -d /tmp/dateline-pg.XXXXXX)
[ ${#as[@]} -eq 0 ] || chown "$user" "$folder"
server() { (cd "$folder" && HOME="$folder" ${as[@]+"${as[@]}"} "$programs/$1" "${@:2}"); }
stop() {
    server pg_ctl stop -D "$folder/data" -m immediate -w >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "$password" >"$folder/password"
[ ${#as[@]} -eq 0 ] || chown "$user" "$folder/password"
server initdb -D "$folder/data" -U dateline -E UTF8 --locale=C --pwfile="$folder/password" \
    --auth-host=scram-sha-256 --auth-local=trust --no-sync >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }

started=
for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 20000))
    if server pg_ctl start -w -t 60 -D "$folder/data" -l "$folder/data/log" -o \
        "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200" >/dev/null 2>&1
    then started=1; break; fi
done
if [ -z "$started" ]; then cat "$folder/data/log" >&2; exit 1; fi

export DATELINE_TEST_POSTGRES="postgres://dateline:$password@127.0.0.1:$port/postgres"
export DATELINE_TEST_POSTGRES_SOCKET="postgres://dateline@/postgres?host=$folder&port=$port"
status=0
"$@" || status=$?
exit $status
