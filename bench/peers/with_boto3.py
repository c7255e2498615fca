"""Puts, gets and lists with boto3: with_boto3.py put FILE KEY | get BUCKET/KEY FILE | list BUCKET. The rest comes from the environment."""
import sys

import boto3

s3 = boto3.client("s3")
job, first = sys.argv[1:3]
if job == "put":
    s3.upload_file(first, "bench", sys.argv[3])
elif job == "get":
    bucket, key = first.split("/", 1)
    s3.download_file(bucket, key, sys.argv[3])
else:
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=first):
        sys.stdout.writelines(one["Key"] + "\n" for one in page["Contents"])
