using Sealane.Cli.Output;
using Sealane.Protocol.Naming;

namespace Sealane.Cli.Locations;

/// <summary>What a command's argument names: an object or prefix, a path, or standard input or output.</summary>
internal abstract record Location
{
    private Location()
    {
    }

    /// <summary>Reads an argument.</summary>
    /// <exception cref="UsageException">It begins like an S3 address and is none.</exception>
    public static Location Parse(string text) => text == "-" ? new Standard() : S3Uri.IsS3(text) ? new Remote(ParseS3(text)) : new Local(text);

    /// <summary>Reads an argument that must be an S3 address.</summary>
    /// <exception cref="UsageException">It is none; the message says how to write one.</exception>
    public static S3Uri ParseS3(string text) => S3Uri.TryParse(text, out var uri, out var fault) ? uri! : throw new UsageException(fault!);

    /// <summary>Reads an argument that must name an object.</summary>
    /// <exception cref="UsageException">It does not.</exception>
    public static S3Uri ParseObject(string text) => ParseS3(text) is { Key.Length: > 0 } uri
        ? uri
        : throw new UsageException($"'{text}' names a bucket and no key. Name one object, s3://{ParseS3(text).Bucket}/key.");

    /// <summary>Reads an argument that must name a bucket alone; the scheme may be left out.</summary>
    /// <exception cref="UsageException">It does not.</exception>
    public static string ParseBucket(string text) => ParseS3(S3Uri.IsS3(text) ? text : $"s3://{text}") is { Key.Length: 0 } uri
        ? uri.Bucket
        : throw new UsageException($"'{text}' names more than a bucket. Write s3://BUCKET.");

    /// <summary><c>s3://bucket/key</c>.</summary>
    public sealed record Remote(S3Uri Uri) : Location
    {
        public override string ToString() => Uri.ToString();
    }

    /// <summary>A file or a folder.</summary>
    public sealed record Local(string Path) : Location
    {
        public override string ToString() => Path;
    }

    /// <summary><c>-</c>: standard input or output.</summary>
    public sealed record Standard : Location
    {
        public override string ToString() => "-";
    }
}
