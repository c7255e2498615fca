// AWS's SDK for JavaScript as a user writes it: put, get, list, multipart, presigned.
import {
  S3Client, PutObjectCommand, GetObjectCommand, ListObjectsV2Command, CreateMultipartUploadCommand, UploadPartCommand, CompleteMultipartUploadCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const s3 = new S3Client({});
const Bucket = "clients-bucket";
await s3.send(new PutObjectCommand({ Bucket, Key: "reports/a b+c~.txt", Body: "hello", ContentType: "text/plain" }));
await (await s3.send(new GetObjectCommand({ Bucket, Key: "reports/a b+c~.txt" }))).Body.transformToString();
await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "reports/" }));
const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "large" }));
const part = await s3.send(new UploadPartCommand({ Bucket, Key: "large", UploadId, PartNumber: 1, Body: Buffer.alloc(5 << 20, 7) }));
await s3.send(new CompleteMultipartUploadCommand({
  Bucket, Key: "large", UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 }] },
}));
const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "large" }), { expiresIn: 300 });
const answer = await fetch(url);
await answer.arrayBuffer();
if (!answer.ok) throw new Error(`presigned: ${answer.status}`);
