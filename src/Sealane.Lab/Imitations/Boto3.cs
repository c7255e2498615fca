namespace Sealane.Lab.Imitations;

/// <summary>
/// boto3 around the change of January 2025, when checksums became the default and small accelerated uploads began to fail.
/// </summary>
/// <remarks>Header order, letter case and framing as measured on the wire with urllib3 1.26.</remarks>
public static class Boto3
{
    // What botocore's SIGNED_HEADERS_BLACKLIST held; 1.36.7 added one line, 1.42.61 seven more.
    private static readonly string[] NeverSignedBefore1367 = ["expect", "user-agent", "x-amzn-trace-id"];

    /// <summary>1.35.99, the last release before the change.</summary>
    public static ClientHabit V13599 { get; } = Habit(
        "1.35.99", BodyHabit.ContentMd5, NeverSignedBefore1367, "measured");

    /// <summary>1.36.0 to 1.36.6: the checksum travels behind a chunked body, and the chunked framing is signed.</summary>
    public static ClientHabit V1360 { get; } = Habit(
        "1.36.0", BodyHabit.ChunkedTrailer, NeverSignedBefore1367, "boto3#4400; measured");

    /// <summary>1.36.0 told to compute checksums only where S3 requires one.</summary>
    public static ClientHabit V1360WhenRequired { get; } = Habit(
        "1.36.0", BodyHabit.SignedHash, NeverSignedBefore1367, "measured", " when_required");

    /// <summary>1.36.7, which signs as before but for the framing.</summary>
    public static ClientHabit V1367 { get; } = Habit(
        "1.36.7", BodyHabit.ChunkedTrailer, [.. NeverSignedBefore1367, "transfer-encoding"], "botocore#3351");

    /// <summary>All of them, oldest first.</summary>
    public static IReadOnlyList<ClientHabit> All { get; } = [V13599, V1360, V1360WhenRequired, V1367];

    private static ClientHabit Habit(
        string version, BodyHabit body, IReadOnlyList<string> neverSigned, string source, string setting = "") => new(
        $"boto3 {version}{setting}",
        $"Boto3/{version} md/Botocore#{version} ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.2 md/pyimpl#CPython "
        + $"cfg/retry-mode#legacy Botocore/{version}",
        body,
        neverSigned,
        source);
}
