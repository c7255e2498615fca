#!/bin/sh
# The AWS CLI as a user types it: put, get, list, multipart, presigned. Its name is the first argument.
set -e
echo hello > small
head -c 9437184 /dev/urandom > large
"$1" s3api put-object --bucket clients-bucket --key "reports/a b+c~.txt" --body small --content-type text/plain > /dev/null
"$1" s3api get-object --bucket clients-bucket --key "reports/a b+c~.txt" back > /dev/null
"$1" s3 ls s3://clients-bucket/reports/ > /dev/null
"$1" s3 cp --quiet large s3://clients-bucket/large
curl --silent --fail --output back "$("$1" s3 presign s3://clients-bucket/large --expires-in 300)"
