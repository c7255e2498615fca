using System.Buffers;
using static Sealane.Doctor.Clients.ClientFamily;

namespace Sealane.Doctor.Clients;

/// <summary>Reads who sent a request from its <c>User-Agent</c>.</summary>
public static class UserAgent
{
    // Product token in the user agent, the users' name for it, who signs, and the token that has the signer's version where that is another.
    // The first row that is found speaks: a program stands before the library that it is built on.
    private static readonly (string Token, string Product, ClientFamily Family, string? SignerToken)[] Rows =
    [
        ("Sealane", "Sealane", ClientFamily.Sealane, null),
        ("rclone", "rclone", Rclone, null),
        ("s3cmd", "s3cmd", S3cmd, null),
        ("mc", "mc", MinioGo, "minio-go"),
        ("minio-go", "minio-go", MinioGo, null),
        ("minio-dotnet", "MinIO for .NET", Minio, null),
        ("minio-py", "MinIO for Python", Minio, null),
        ("minio-java", "MinIO for Java", Minio, null),
        ("minio-js", "MinIO for JavaScript", Minio, null),
        ("mountpoint-s3-client", "Mountpoint for Amazon S3", Crt, null),
        ("CRTS3NativeClient", "AWS common runtime", Crt, null),
        ("Boto3", "boto3", Botocore, "Botocore"),
        ("aiobotocore", "aiobotocore", Botocore, "Botocore"),
        ("AWSPowerShell.Common", "AWS Tools for PowerShell", DotNet, null),
        ("AWSPowerShell", "AWS Tools for PowerShell", DotNet, null),
        ("aws-sdk-dotnet-coreclr", "AWS SDK for .NET", DotNet, null),
        ("aws-sdk-dotnet-45", "AWS SDK for .NET", DotNet, null),
        ("aws-sdk-go-v2", "AWS SDK for Go", Go2, null),
        ("aws-sdk-go", "AWS SDK for Go", Go1, null),
        ("aws-sdk-js", "AWS SDK for JavaScript", JavaScript3, null),
        ("aws-sdk-rust", "AWS SDK for Rust", Rust, null),
        ("aws-sdk-cpp", "AWS SDK for C++", Cpp, null),
        ("aws-sdk-ruby3", "AWS SDK for Ruby", Ruby, null),
        ("aws-sdk-php", "AWS SDK for PHP", Php, null),
        ("aws-sdk-kotlin", "AWS SDK for Kotlin", Kotlin, null),
        ("Botocore", "botocore", Botocore, null),
        ("curl", "curl", Unknown, null),
    ];

    private static readonly SearchValues<char> Ends = SearchValues.Create(" ;,()");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>The client; null when there is no user agent or it names nobody that is known.</summary>
    public static ClientIdentity? Read(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return null;
        }

        if (VersionAfter(userAgent, "aws-cli") is { } cli)
        {
            // Version 1 names the botocore that it runs on; version 2 carries its own and says only which CLI it is.
            var botocore = VersionAfter(userAgent, "Botocore");
            return cli.StartsWith("1.", StringComparison.Ordinal)
                ? new ClientIdentity("AWS CLI", cli, Botocore, Parse(botocore))
                : new ClientIdentity("AWS CLI", cli, AwsCli2, Parse(cli));
        }

        if (VersionAfter(userAgent, "aws-sdk-java") is { } java)
        {
            return new ClientIdentity("AWS SDK for Java", java, java.StartsWith("1.", StringComparison.Ordinal) ? Java1 : Java2, Parse(java));
        }

        foreach (var (token, product, family, signerToken) in Rows)
        {
            if (VersionAfter(userAgent, token) is { } version)
            {
                return new ClientIdentity(product, version, family, Parse(signerToken is null ? version : VersionAfter(userAgent, signerToken)));
            }
        }

        return null;
    }

    // token "/" version, or token "#" version in the newer form that S3's SDKs share: "md/Botocore#1.36.0".
    private static string? VersionAfter(string userAgent, string token)
    {
        for (var at = 0; (at = userAgent.IndexOf(token, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += token.Length)
        {
            var end = at + token.Length;
            if (end < userAgent.Length && userAgent[end] is '/' or '#' && (at == 0 || userAgent[at - 1] is ' ' or '/' or '('))
            {
                var rest = userAgent.AsSpan(end + 1);
                var stop = rest.IndexOfAny(Ends);
                return (stop < 0 ? rest : rest[..stop]).TrimStart('v').ToString();
            }
        }

        return null;
    }

    private static Version? Parse(string? text)
    {
        var digits = text is null ? 0 : text.AsSpan().IndexOfAnyExcept(Digits);
        return Version.TryParse(digits > 0 ? text![..digits].TrimEnd('.') : text, out var version) ? version : null;
    }
}
