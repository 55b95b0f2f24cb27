#!/usr/bin/env bash
# Makes one of the two environments from the lock: `deploy/sync.sh service` or `deploy/sync.sh rasa`. A third, `peers`,
# is for comparing the guard with others (`make bench-guard`) and comes from its own pinned requirements.
# Finds uv, or installs it into .tools/; needs no root.
set -euo pipefail
cd "$(dirname "$0")/.."

case "$1" in
  service) python=3.12 environment=.venv what="the service" groups=(--group dev) ;;
  rasa) python=3.10 environment=.venv-rasa what="Rasa" groups=(--only-group rasa) ;;
  peers) python=3.12 environment=.venv-peers what="the guard's peers" requirements=benchmarks/peers/requirements.txt ;;
  *) echo "usage: deploy/sync.sh service|rasa|peers" >&2; exit 2 ;;
esac

find_uv() {
  if command -v uv > /dev/null; then
    command -v uv
    return
  fi
  if [ ! -x .tools/bin/uv ]; then
    command -v python3 > /dev/null || { echo "A python3 is needed to install uv; none was found." >&2; exit 1; }
    echo "Installing uv into .tools/" >&2
    python3 -m venv .tools && .tools/bin/python -m pip install --quiet uv >&2 \
      || { echo "uv could not be installed into .tools/ with python3 -m venv and pip." >&2; exit 1; }
  fi
  echo .tools/bin/uv
}

uv=$(find_uv)
if ! "$uv" python find --quiet "$python" > /dev/null 2>&1 && ! "$uv" python install --quiet "$python" > /dev/null 2>&1; then
  echo "Python $python is needed for $what: it is neither on this machine nor could it be downloaded." >&2
  exit 1
fi
echo "Preparing the environment of $what (Python $python)"
if [ -n "${requirements:-}" ]; then
  "$uv" venv --quiet --clear --python "$python" "$environment"
  "$uv" pip sync --quiet --python "$environment/bin/python" "$requirements"
else
  UV_PROJECT_ENVIRONMENT=$environment "$uv" sync --quiet --locked --python "$python" "${groups[@]}"
fi
touch "$environment/.ready"
