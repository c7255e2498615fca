"""Puts, gets, heads, lists, copies, uploads in parts and deletes with boto3: round.py ENDPOINT [CA_FILE]. Keys come from the environment."""
import hashlib, os, sys, tempfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, authority = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
config = Config(region_name="us-east-1", s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}, proxies={})
s3 = boto3.client("s3", endpoint_url=endpoint, config=config, verify=authority)
small, large = os.urandom(200_000), os.urandom(20 << 20)
key = "dir/héllo w+rld.txt"


def same(what, left, right):
    if hashlib.sha256(left).digest() != hashlib.sha256(right).digest():
        sys.exit(f"{what}: other bytes came back")


s3.create_bucket(Bucket="box")
s3.put_object(Bucket="box", Key=key, Body=small, ContentType="text/plain", Metadata={"colour": "blue"}, ChecksumAlgorithm="CRC32")
same("put", small, s3.get_object(Bucket="box", Key=key)["Body"].read())
head = s3.head_object(Bucket="box", Key=key)
assert (head["ContentLength"], head["ContentType"], head["Metadata"]["colour"]) == (200_000, "text/plain", "blue"), head
s3.copy_object(Bucket="box", Key="copy", CopySource={"Bucket": "box", "Key": key})
same("copy", small, s3.get_object(Bucket="box", Key="copy")["Body"].read())

s3.put_object(Bucket="box", Key="tagged", Body=small, Tagging="team=blue%20sky&size=")
assert s3.head_object(Bucket="box", Key="tagged")["ResponseMetadata"]["HTTPHeaders"]["x-amz-tagging-count"] == "2"
s3.copy_object(Bucket="box", Key="retagged", CopySource="box/tagged", Tagging="team=red", TaggingDirective="REPLACE")
s3.put_object_tagging(Bucket="box", Key="tagged", Tagging={"TagSet": [{"Key": "größe", "Value": "1"}]})
tags = [s3.get_object_tagging(Bucket="box", Key=found)["TagSet"] for found in ("tagged", "retagged")]
assert tags == [[{"Key": "größe", "Value": "1"}], [{"Key": "team", "Value": "red"}]], tags
s3.delete_object_tagging(Bucket="box", Key="tagged")
assert s3.get_object_tagging(Bucket="box", Key="tagged")["TagSet"] == []
try:
    s3.put_object(Bucket="box", Key="tagged", Body=small, Tagging="a=1&a=2")
    sys.exit("a tag was given twice")
except ClientError as refusal:
    assert refusal.response["Error"]["Code"] == "InvalidArgument", refusal
for found in ("tagged", "retagged"):
    s3.delete_object(Bucket="box", Key=found)

with tempfile.TemporaryDirectory() as folder:
    there, back = os.path.join(folder, "there"), os.path.join(folder, "back")
    with open(there, "wb") as file:
        file.write(large)
    s3.upload_file(there, "box", "large")
    s3.download_file("box", "large", back)
    with open(back, "rb") as file:
        same("upload in parts", large, file.read())
assert s3.head_object(Bucket="box", Key="large")["ETag"].endswith('-3"')

keys = [found["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket="box", PaginationConfig={"PageSize": 2}) for found in page["Contents"]]
assert keys == ["copy", key, "large"], keys
deleted = s3.delete_objects(Bucket="box", Delete={"Objects": [{"Key": found} for found in keys]})
assert len(deleted["Deleted"]) == 3, deleted
try:
    s3.get_object(Bucket="box", Key="large")
    sys.exit("a deleted object is still there")
except ClientError as refusal:
    assert refusal.response["Error"]["Code"] == "NoSuchKey", refusal
s3.delete_bucket(Bucket="box")
print("whole round with boto3", boto3.__version__)
