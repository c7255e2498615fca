#!/bin/sh
# curl as a user types it: put, get, list. S3 wants to be told what stands for the body, which curl does not say by itself.
set -e
sign() { curl --silent --fail --output back --aws-sigv4 aws:amz:us-east-1:s3 --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" --header "x-amz-content-sha256: UNSIGNED-PAYLOAD" "$@"; }
echo hello > small
sign --upload-file small https://clients-bucket.s3.us-east-1.amazonaws.com/reports/small.txt
sign https://clients-bucket.s3.us-east-1.amazonaws.com/reports/small.txt
sign "https://clients-bucket.s3.us-east-1.amazonaws.com/?list-type=2&prefix=reports"
