"""Stores files as objects or fetches objects into files with boto3's transfers: exchange.py store|fetch ENDPOINT KEY FILE [KEY FILE]..."""
import sys

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config

verb, endpoint, *rest = sys.argv[1:]
s3 = boto3.client("s3", endpoint_url=endpoint, config=Config(region_name="us-east-1", s3={"addressing_style": "path"}, proxies={}))
parts = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)
for key, path in zip(rest[::2], rest[1::2]):
    if verb == "store":
        s3.upload_file(path, "box", key, Config=parts)
    else:
        s3.download_file("box", key, path, Config=parts)
