using Sealane.Signing.Headers;
using static Sealane.Doctor.Clients.ClientFamily;

namespace Sealane.Doctor.Clients;

/// <summary>What a client leaves out of its signatures from a version on; it signs every other header that is present when it signs.</summary>
/// <param name="Family">The client.</param>
/// <param name="Since">The first version of which this is true; null from the beginning.</param>
/// <param name="When">That version in words, where the client numbers it otherwise or only a date is known.</param>
/// <param name="NeverSigned">The headers left out, lower case.</param>
/// <param name="Source">Where that is written.</param>
public sealed record SigningHabit(ClientFamily Family, Version? Since, string When, IReadOnlyList<string> NeverSigned, string Source)
{
    /// <summary>The habit as a policy, to sign as that client does.</summary>
    public SignedHeaderPolicy ToPolicy() => SignedHeaderPolicy.EverythingExcept(NeverSigned);
}

/// <summary>What each known client signs, since when: read from their sources and release notes.</summary>
public static class SigningHabits
{
    private static readonly string[] Botocore1 = ["expect", "user-agent", "x-amzn-trace-id"];
    private static readonly string[] Botocore2 = [.. Botocore1, "transfer-encoding"];
    private static readonly string[] Botocore3 = [.. Botocore2, "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "upgrade"];

    /// <summary>All rows: a family's in the order of its versions.</summary>
    public static IReadOnlyList<SigningHabit> Rows { get; } =
    [
        Row(Botocore, null, "from the beginning", Botocore1, "botocore/auth.py"),
        Row(Botocore, "1.36.7", "1.36.7 (2025-01-27)", Botocore2, "botocore#3351, commit 466a0cc2c"),
        Row(Botocore, "1.42.61", "1.42.61 (2026-03-03)", Botocore3, "botocore#3643, commit d94d17849"),
        Row(AwsCli2, null, "from the beginning", Botocore1, "aws-cli v2, awscli/botocore/auth.py"),
        Row(AwsCli2, "2.23.7", "2.23.7 (2025-01-29)", Botocore2, "aws-cli#9257"),
        Row(AwsCli2, "2.34.9", "2.34.9 (2026-03)", Botocore3, "aws-cli#10123"),
        Row(DotNet, null, "from the beginning", ["x-amzn-trace-id", "transfer-encoding", "amz-sdk-invocation-id", "amz-sdk-request", "user-agent", "x-amz-user-agent"], "AWS SDK for .NET, AWS4Signer"),
        Row(Java2, null, "from the beginning", ["connection", "x-amzn-trace-id", "user-agent", "expect"], "aws-sdk-java-v2#835"),
        Row(JavaScript3, null, "from the beginning", ["authorization", "cache-control", "connection", "expect", "from", "keep-alive", "max-forwards", "pragma", "referer", "te", "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id"], "AWS SDK for JavaScript v3, signature-v4 constants"),
        Row(Go1, null, "from the beginning", ["authorization", "user-agent", "x-amzn-trace-id"], "aws-sdk-go, v4 signer"),
        Row(Go2, null, "from the beginning", ["authorization", "user-agent", "x-amzn-trace-id", "expect"], "aws-sdk-go-v2, v4 signer"),
        Row(Rust, null, "from the beginning", ["authorization", "user-agent", "x-amzn-trace-id"], "smithy-rs, aws-sigv4"),
        Row(Cpp, null, "from the beginning", ["user-agent", "x-amzn-trace-id"], "aws-sdk-cpp, AWSAuthV4Signer"),
        Row(Crt, null, "from the beginning", ["x-amzn-trace-id", "user-agent", "connection", "expect", "sec-websocket-key", "sec-websocket-protocol", "sec-websocket-version", "upgrade"], "aws-c-auth#170"),
        Row(MinioGo, null, "from the beginning", ["accept-encoding", "authorization", "user-agent"], "minio-go, pkg/signer"),
    ];

    /// <summary>The habit of a client; null when nothing is known about it or its version.</summary>
    public static SigningHabit? Of(ClientIdentity? client) => client?.SignerVersion is { } version
        ? Rows.LastOrDefault(row => row.Family == client.Family && (row.Since is null || row.Since <= version))
        : null;

    /// <summary>The habit with which a client stopped signing a header; null when it always left it out, or still signs it as far as is known.</summary>
    public static SigningHabit? WhenStopped(ClientFamily family, string header) => Rows.FirstOrDefault(row =>
        row.Family == family && row.NeverSigned.Contains(header)) is { Since: not null } stopped ? stopped : null;

    private static SigningHabit Row(ClientFamily family, string? since, string when, string[] never, string source) =>
        new(family, since is null ? null : Version.Parse(since), when, never, source);
}
