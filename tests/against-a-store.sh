#!/usr/bin/env bash
# Sealane's client against a real S3 store that is not ours: put, get, multipart, streams, folders, copies, list, delete, odd keys, and how a refusal is explained.
# By hand, since a store takes longer to come up than all other tests together.
#
# usage: SEALANE_STORE=http://127.0.0.1:7480 AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=... [SEALANE_STORE_READS_TRAILERS=false] tests/against-a-store.sh
#
# SEALANE_STORE_READS_TRAILERS=false says that the store is of before 2024 (Ceph 16, for one): then the default must be refused and the
# message must name the remedy. Buckets sealane-foreign-* are made, and objects stay in them.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${SEALANE_STORE:?set it to the URL of the store}" "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"
export SEALANE_STORE
dotnet build tests/Sealane.Tests -v q -nologo
exec tests/Sealane.Tests/bin/Debug/net10.0/Sealane.Tests -noLogo -noColor -showLiveOutput -class 'Sealane.Tests.Client.ForeignStoreOver*'
