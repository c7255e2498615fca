using Sealane;
using Sealane.Protocol.Objects;

await using var s3 = new S3Client(S3ClientOptions.FromEnvironment() with { Region = "eu-west-1", UseAccelerateEndpoint = true });

await s3.UploadFileAsync("my-bucket", "2026/report.parquet", "report.parquet");
await s3.PutObjectAsync(new PutObjectRequest { Bucket = "my-bucket", Key = "hello.txt", Body = "Hello"u8.ToArray() });
await using var found = await s3.GetObjectAsync("my-bucket", "hello.txt");
await found.Body.CopyToAsync(Console.OpenStandardOutput());
await s3.DownloadFileAsync("my-bucket", "2026/report.parquet", "copy.parquet");
