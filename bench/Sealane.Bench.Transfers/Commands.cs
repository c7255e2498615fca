namespace Sealane.Bench.Transfers;

/// <summary>A command that moves files, told to do so as its manual says.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Rounds">How many rounds it takes part in; the slowest need no more than a few.</param>
internal sealed record Command(string Name, int Rounds = int.MaxValue)
{
    /// <summary>A file becomes an object.</summary>
    public required Func<Endpoint, string, string, Invocation> Put { get; init; }

    /// <summary>An object (bucket and key) becomes a file.</summary>
    public required Func<Endpoint, string, string, Invocation> Get { get; init; }

    /// <summary>All files of a folder become objects; null when it cannot.</summary>
    public Func<Endpoint, string, Invocation>? PutFolder { get; init; }

    /// <summary>All objects of a bucket become files of a folder; null when it cannot.</summary>
    public Func<Endpoint, string, string, Invocation>? GetBucket { get; init; }

    /// <summary>All keys of a bucket, a line each; null when it cannot.</summary>
    public Func<Endpoint, string, Invocation>? List { get; init; }

    /// <summary>A folder is brought to a bucket that has all of it already; null when it cannot.</summary>
    public Func<Endpoint, string, string, Invocation>? Sync { get; init; }

    /// <summary>The same of two buckets; null where nobody asks.</summary>
    public Func<Endpoint, string, string, Invocation>? SyncBuckets { get; init; }

    /// <summary>A file becomes an object through a pipe, within so much memory; null where nobody asks.</summary>
    public Func<Endpoint, string, string, string, Invocation>? PutPipe { get; init; }
}

/// <summary>The commands that this machine has.</summary>
internal sealed class Commands(string sealane, string scripts, string? bun)
{
    public const string Bucket = "bench";

    public IReadOnlyList<Command> All() => [.. Known().Where(command => command is not null).Select(command => command!)];

    private IEnumerable<Command?> Known()
    {
        yield return Found("curl") is { } curl ? Curl(curl) : null;
        yield return Sealane("sealane");
        yield return Sealane("sealane, unsigned payload", "--payload-signing", "never");
        yield return bun is null ? null : Bun(bun);
        yield return Found("rclone") is { } rclone ? Rclone(rclone) : null;
        yield return Found("python3") is { } python ? Boto3(python) : null;
        yield return Found("aws") is { } aws ? Aws(aws) : null;
        yield return Found("s3cmd") is { } s3cmd ? S3cmd(s3cmd) : null;
    }

    public static string? Found(string name) => (System.Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':').Append("/usr/sbin").Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private Command Sealane(string name, params string[] flags) => new(name)
    {
        Put = (at, file, key) => In(at, sealane, ["cp", .. flags, file, $"s3://{Bucket}/{key}"]),
        Get = (at, key, file) => In(at, sealane, ["cp", .. flags, $"s3://{key}", file]),
        PutFolder = flags.Length > 0 ? null : (at, folder) => In(at, sealane, "cp", "--recursive", "--quiet", folder, $"s3://{Bucket}/small/"),
        GetBucket = flags.Length > 0 ? null : (at, bucket, folder) => In(at, sealane, "cp", "--recursive", "--quiet", $"s3://{bucket}/", folder),
        List = flags.Length > 0 ? null : (at, bucket) => In(at, sealane, "ls", "--recursive", $"s3://{bucket}/"),
        Sync = flags.Length > 0 ? null : (at, folder, bucket) => In(at, sealane, "sync", folder, $"s3://{bucket}/"),
        SyncBuckets = (at, from, to) => In(at, sealane, "sync", $"s3://{from}/", $"s3://{to}/"),
        PutPipe = (at, file, key, memory) => In(at, sealane, ["put", .. flags, "--memory", memory, $"s3://{Bucket}/{key}"]) with { Input = file },
    };

    private static Command Curl(string curl) => new("curl")
    {
        Put = (at, file, key) => In(at, curl, ["-sS", "--fail", .. Trust(at), "-T", file, $"{Url(at)}/{Bucket}/{key}"]),
        Get = (at, key, file) => In(at, curl, ["-sS", "--fail", .. Trust(at), "-o", file, $"{Url(at)}/{key}"]),
        PutFolder = (at, folder) => In(at, curl, ["-sS", "--fail", .. Trust(at), "-K", Config(folder, "put", Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(
            file => $"upload-file = \"{file}\"\nurl = \"{Url(at)}/{Bucket}/small/{Path.GetFileName(file)}\"\n"))]),
        GetBucket = (at, bucket, folder) => In(at, curl, ["-sS", "--fail", "--create-dirs", .. Trust(at), "-K", Config(folder, "get", Keys(bucket).Select(
            key => $"output = \"{folder}/{key}\"\nurl = \"{Url(at)}/{bucket}/{key}\"\n"))]),
    };

    // Over TLS by name: BoringSSL takes no authority that is constrained to addresses for an address.
    private Command Bun(string bun) => new("bun")
    {
        Put = (at, file, key) => In(at, bun, "run", Script("bun.js"), "put", Named(at), file, key),
        Get = (at, key, file) => In(at, bun, "run", Script("bun.js"), "get", Named(at), key, file),
        PutFolder = (at, folder) => In(at, bun, "run", Script("bun.js"), "put-folder", Url(at), folder, Bucket),
        GetBucket = (at, bucket, folder) => In(at, bun, "run", Script("bun.js"), "get-bucket", Url(at), bucket, folder),
        List = (at, bucket) => In(at, bun, "run", Script("bun.js"), "list", Url(at), bucket),
    };

    private static Command Rclone(string rclone) => new("rclone", 1)
    {
        Put = (at, file, key) => Rclone(at, rclone, "copyto", "--ignore-times", file, $"lab:{Bucket}/{key}"),
        Get = (at, key, file) => Rclone(at, rclone, "copyto", "--ignore-times", $"lab:{key}", file),
        PutFolder = (at, folder) => Rclone(at, rclone, "copy", "--transfers", "16", folder, $"lab:{Bucket}/small"),
        GetBucket = (at, bucket, folder) => Rclone(at, rclone, "copy", "--transfers", "16", $"lab:{bucket}", folder),
        List = (at, bucket) => Rclone(at, rclone, "lsf", "-R", "--files-only", "--fast-list", $"lab:{bucket}"),
        Sync = (at, folder, bucket) => Rclone(at, rclone, "sync", "--fast-list", "--size-only", folder, $"lab:{bucket}"),
    };

    private Command Boto3(string python) => new("boto3", 1)
    {
        Put = (at, file, key) => In(at, python, Script("with_boto3.py"), "put", file, key),
        Get = (at, key, file) => In(at, python, Script("with_boto3.py"), "get", key, file),
        List = (at, bucket) => In(at, python, Script("with_boto3.py"), "list", bucket),
    };

    private static Command Aws(string aws) => new("aws s3", 1)
    {
        Put = (at, file, key) => In(at, aws, "s3", "cp", "--only-show-errors", file, $"s3://{Bucket}/{key}"),
        Get = (at, key, file) => In(at, aws, "s3", "cp", "--only-show-errors", $"s3://{key}", file),
        PutFolder = (at, folder) => In(at, aws, "s3", "cp", "--only-show-errors", "--recursive", folder, $"s3://{Bucket}/small/"),
        GetBucket = (at, bucket, folder) => In(at, aws, "s3", "cp", "--only-show-errors", "--recursive", $"s3://{bucket}/", folder),
        List = (at, bucket) => In(at, aws, "s3", "ls", "--recursive", $"s3://{bucket}/"),
        Sync = (at, folder, bucket) => In(at, aws, "s3", "sync", "--only-show-errors", folder, $"s3://{bucket}/"),
    };

    private static Command S3cmd(string s3cmd) => new("s3cmd", 1)
    {
        Put = (at, file, key) => S3cmd(at, s3cmd, "put", "--quiet", "--no-progress", file, $"s3://{Bucket}/{key}"),
        Get = (at, key, file) => S3cmd(at, s3cmd, "get", "--quiet", "--no-progress", "--force", $"s3://{key}", file), // its listing of 200,000 keys takes minutes
    };

    private static Invocation S3cmd(Endpoint at, string s3cmd, params string[] arguments) => In(at, s3cmd,
    [
        "--config=/nonexistent", $"--access_key={at.Environment["AWS_ACCESS_KEY_ID"]}", $"--secret_key={at.Environment["AWS_SECRET_ACCESS_KEY"]}", $"--host={at.Url.Authority}",
        $"--host-bucket={at.Url.Authority}", .. at.Authority is { } authority ? new[] { "--ssl", $"--ca-certs={authority}" } : ["--no-ssl"], .. arguments,
    ]);

    private static Invocation Rclone(Endpoint at, string rclone, params string[] arguments)
    {
        var invocation = In(at, rclone, [.. at.Authority is { } authority ? new[] { "--ca-cert", authority } : [], .. arguments]);
        invocation.Environment.Remove("AWS_CA_BUNDLE"); // rclone 1.60 refuses to start with it
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["RCLONE_CONFIG"] = "/nonexistent",
            ["RCLONE_CONFIG_LAB_TYPE"] = "s3",
            ["RCLONE_CONFIG_LAB_PROVIDER"] = "Other",
            ["RCLONE_CONFIG_LAB_ENV_AUTH"] = "true",
            ["RCLONE_CONFIG_LAB_ENDPOINT"] = Url(at),
        })
        {
            invocation.Environment[name] = value;
        }

        return invocation;
    }

    private static Invocation In(Endpoint at, string program, params string[] arguments) => new(program, arguments) { Environment = at.Environment };

    private static string Url(Endpoint at) => at.Url.GetLeftPart(UriPartial.Authority);

    private static string Named(Endpoint at) => at.IsSecure ? $"https://localhost:{at.Url.Port}" : Url(at);

    private static string[] Trust(Endpoint at) => at.Authority is { } authority ? ["--cacert", authority] : [];

    private string Script(string name) => Path.Combine(scripts, name);

    private static IEnumerable<string> Keys(string bucket)
    {
        var count = int.Parse(bucket["keys-".Length..], System.Globalization.CultureInfo.InvariantCulture);
        return Enumerable.Range(0, count).Select(number => $"{number / 1000:D5}/4KiB-{number:D8}");
    }

    private static string Config(string folder, string name, IEnumerable<string> lines)
    {
        var path = $"{folder.TrimEnd('/')}.{name}.curl";
        File.WriteAllText(path, string.Concat(lines));
        return path;
    }
}
