#!/usr/bin/env bash
# layout.sh PROGRAM: which methods a published sealane runs for what people mostly do, in the order of their first calls, to
# src/Sealane.Cli/sealane.order. The compiler lays the methods out in that order, so that what runs lies together and the rest is never read.
# To be made again when starting or memory got worse; names that are gone since are passed over.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "$1")
scratch=$(mktemp -d)
trap 'kill ${servers:-} 2>/dev/null || true; wait; rm -rf "$scratch"' EXIT
cd "$scratch"
gcc -O2 -o firstcalls "$here/firstcalls.c"
nm "$program.dbg" >functions

serve() {
  "$program" serve --null --port 0 "${@:2}" >"$1" & servers="${servers:-} $!"
  until grep -q '^Stop with' "$1"; do sleep 0.1; done
  grep -o '^S3 endpoint on [^,]*' "$1" | cut -d' ' -f4
}
serve plain >plain.url
serve tls --tls authority.pem >tls.url

export AWS_ACCESS_KEY_ID=AKIASEALANELAB0EXAMPLE AWS_SECRET_ACCESS_KEY=sealane+lab/secret/opens+nothing/EXAMPLE AWS_REGION=us-east-1
export AWS_CONFIG_FILE=/nonexistent AWS_SHARED_CREDENTIALS_FILE=/nonexistent AWS_EC2_METADATA_DISABLED=true AWS_CA_BUNDLE=$scratch/authority.pem
head -c 4K /dev/urandom >small
head -c 20M /dev/urandom >large
mkdir many
for i in $(seq 40); do cp small "many/$i"; done

runs=0
run() {
  runs=$((runs + 1))
  AWS_ENDPOINT_URL_S3=$(cat "$1.url") ./firstcalls functions "called.$(printf %02d $runs)" "$program" "${@:2}" >/dev/null || echo "exit $?: ${*:2}" >&2
}
for way in plain tls; do
  run $way cp small s3://bucket/small
  run $way cp s3://bucket/4KiB-1 got
  run $way cp large s3://bucket/large
  run $way cp s3://bucket/20MiB got
done
run plain --version
run plain ls --recursive s3://keys-20000
run plain cp --recursive many s3://bucket/
run plain cp --recursive s3://keys-40 got-many
run plain sync many s3://keys-100/
run plain sync s3://keys-3000 s3://keys-2000
run plain rm s3://bucket/small
run plain --help
run plain cp --help

# C++ names are the runtime's own, which is linked as it is.
cat called.* | grep -v '^_Z' | awk '!seen[$0]++' >"$here/../../src/Sealane.Cli/sealane.order"
wc -l "$here/../../src/Sealane.Cli/sealane.order"
