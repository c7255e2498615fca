"""The upload of the incident: a small object through S3 Transfer Acceleration, with a checksum behind the body.

Run it with the doctor in front:  sealane doctor -- python3 samples/upload.py
"""
import boto3
from botocore.config import Config

s3 = boto3.client(
    "s3",
    config=Config(
        region_name="us-east-1",
        signature_version="s3v4",
        s3={"use_accelerate_endpoint": True},
    ),
)

# From 1.36 on a checksum is the default; before, it had to be asked for, and the same fault was there for whoever did.
s3.put_object(Bucket="my-bucket", Key="hello.txt", Body=b"Hello, accelerated world", ChecksumAlgorithm="CRC32")
print("uploaded with boto3", boto3.__version__)
