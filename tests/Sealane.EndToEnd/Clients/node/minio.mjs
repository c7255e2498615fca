// MinIO's client for JavaScript as a user writes it: put, get, list, multipart, presigned.
import { Client } from "minio";

const minio = new Client({
  endPoint: "s3.amazonaws.com",
  partSize: 5 << 20,
  region: process.env.AWS_REGION,
  accessKey: process.env.AWS_ACCESS_KEY_ID,
  secretKey: process.env.AWS_SECRET_ACCESS_KEY,
});
const bucket = "clients-bucket";
const drain = async stream => { for await (const _ of stream) { /* read to its end */ } };
await minio.putObject(bucket, "reports/a b+c~.txt", "hello", 5, { "Content-Type": "text/plain" });
await drain(await minio.getObject(bucket, "reports/a b+c~.txt"));
await drain(minio.listObjectsV2(bucket, "reports/", true));
await minio.putObject(bucket, "large", Buffer.alloc(6 << 20, 7));
const answer = await fetch(await minio.presignedGetObject(bucket, "large", 300));
await answer.arrayBuffer();
if (!answer.ok) throw new Error(`presigned: ${answer.status}`);
