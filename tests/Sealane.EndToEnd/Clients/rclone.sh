#!/bin/sh
# rclone as a user types it: put, get, list, multipart, presigned.
set -e
unset AWS_CA_BUNDLE # rclone 1.60 does not start with it; like all of Go it reads SSL_CERT_FILE
export RCLONE_CONFIG=/dev/null RCLONE_S3_PROVIDER=AWS RCLONE_S3_ENV_AUTH=true RCLONE_S3_REGION=us-east-1 RCLONE_S3_UPLOAD_CUTOFF=6M RCLONE_S3_CHUNK_SIZE=5M
echo hello > small
head -c 7340032 /dev/urandom > large
rclone copyto small ":s3:clients-bucket/reports/a b+c~.txt"
rclone cat ":s3:clients-bucket/reports/a b+c~.txt" > /dev/null
rclone lsf :s3:clients-bucket/reports/ > /dev/null
rclone copyto large :s3:clients-bucket/large
curl --silent --fail --output back "$(rclone link --expire 5m :s3:clients-bucket/large)"
