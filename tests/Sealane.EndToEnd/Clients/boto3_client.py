# boto3 as a user writes it: put, get, list, multipart, presigned.
import os
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config

s3 = boto3.client("s3", region_name="us-east-1", config=Config(signature_version="s3v4"))
bucket = "clients-bucket"
s3.put_object(Bucket=bucket, Key="reports/a b+c~.txt", Body=b"hello", ContentType="text/plain")
s3.get_object(Bucket=bucket, Key="reports/a b+c~.txt")["Body"].read()
s3.list_objects_v2(Bucket=bucket, Prefix="reports/")
with open("large", "wb") as file:
    file.write(os.urandom(9 << 20))
s3.upload_file("large", bucket, "large", Config=TransferConfig(use_threads=False))
url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "large"}, ExpiresIn=300)
urllib.request.urlopen(url).read()
