#!/bin/sh
# Eight parts of the names on the machines of the file "hosts"; each part is tried three times, and the log says how each ended.
set -eu
N=8
seq 0 $((N - 1)) | parallel --sshloginfile hosts --retries 3 --joblog sealane.log sealane sync s3://source/data s3://target/data --shard "{}/$N"
