#!/bin/sh
# s3cmd as a user types it: put, get, list, multipart. It takes the proxy and the authority from its own settings.
set -e
proxy=${HTTPS_PROXY#http://}
cat > s3cfg <<END
[default]
access_key = $AWS_ACCESS_KEY_ID
secret_key = $AWS_SECRET_ACCESS_KEY
bucket_location = us-east-1
use_https = True
proxy_host = ${proxy%:*}
proxy_port = ${proxy#*:}
ca_certs_file = $AWS_CA_BUNDLE
multipart_chunk_size_mb = 5
END
echo hello > small
head -c 6291456 /dev/urandom > large
s3cmd -q -c s3cfg put small "s3://clients-bucket/reports/a b+c~.txt"
s3cmd -q -c s3cfg --force get "s3://clients-bucket/reports/a b+c~.txt" back
s3cmd -q -c s3cfg ls s3://clients-bucket/reports/
s3cmd -q -c s3cfg put large s3://clients-bucket/large
