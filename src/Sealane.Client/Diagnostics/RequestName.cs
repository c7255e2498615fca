namespace Sealane.Diagnostics;

/// <summary>What a message calls a request.</summary>
internal static class RequestName
{
    /// <summary>The operation and what it is about: <c>PutObject for s3://bucket/key</c>.</summary>
    public static string Of(string operation, string? bucket, string? key) => (bucket, key) switch
    {
        (null, _) => operation,
        (_, null) => $"{operation} for s3://{bucket}",
        _ => $"{operation} for s3://{bucket}/{key}",
    };
}
