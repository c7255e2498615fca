// Bun's S3 client: bun.js put URL FILE KEY | get URL BUCKET/KEY FILE | put-folder URL FOLDER BUCKET | get-bucket URL BUCKET FOLDER | list URL BUCKET
import { readdirSync, mkdirSync } from "node:fs";

const [job, endpoint, first, second] = process.argv.slice(2);
const on = bucket => new Bun.S3Client({
  endpoint, bucket, region: "us-east-1", accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
});

async function keysOf(s3) {
  const keys = [];
  for (let token; ;) {
    const page = await s3.list({ continuationToken: token });
    for (const one of page.contents ?? []) keys.push(one.key);
    if (!page.isTruncated) return keys;
    token = page.nextContinuationToken;
  }
}

// Sixteen at a time.
async function each(items, one) {
  let next = 0;
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (next < items.length) await one(items[next++]);
  }));
}

if (job === "put") {
  await on("bench").write(second, Bun.file(first));
} else if (job === "get") {
  const slash = first.indexOf("/");
  await Bun.write(second, on(first.slice(0, slash)).file(first.slice(slash + 1)));
} else if (job === "put-folder") {
  const s3 = on(second);
  await each(readdirSync(first), name => s3.write("small/" + name, Bun.file(first + "/" + name)));
} else if (job === "get-bucket") {
  const s3 = on(first);
  const keys = await keysOf(s3);
  for (const folder of new Set(keys.map(key => key.slice(0, key.lastIndexOf("/"))))) mkdirSync(second + "/" + folder, { recursive: true });
  await each(keys, key => Bun.write(second + "/" + key, s3.file(key)));
} else {
  process.stdout.write((await keysOf(on(first))).join("\n") + "\n");
}
