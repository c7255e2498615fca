#!/usr/bin/env bash
# Publishes the native program, builds the peers and the runner, and measures. What the machine has not (bun, s3cmd, aws) is left out.
# run.sh [--rounds N] [--only TABLE,TABLE] [--out FILE]; SEALANE=PROGRAM takes a program that is published already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch=${SCRATCH:-${TMPDIR:-/tmp}/sealane-bench}
mkdir -p "$scratch"
if [ -z "${SEALANE:-}" ]; then
  dotnet publish "$here/../src/Sealane.Cli" -c Release -r linux-x64 -o "$scratch/app" -v q -nologo
  SEALANE=$scratch/app/sealane
fi
dotnet build "$here/Bench.slnx" -c Release -v q -nologo

# Bun comes from npm, into the scratch folder.
if ! command -v bun >/dev/null && command -v npm >/dev/null && [ ! -x "$scratch/node_modules/.bin/bun" ]; then
  npm install --no-fund --no-audit --prefix "$scratch" bun >/dev/null || echo "bun could not be installed: it is left out"
fi
PATH=$PATH:$scratch/node_modules/.bin

exec "$here/Sealane.Bench.Transfers/bin/Release/net10.0/Sealane.Bench.Transfers" \
  --sealane "$SEALANE" --folder "$scratch" --date "$(date +%F)" "$@"
