using static Sealane.Doctor.Clients.ClientFamily;

namespace Sealane.Doctor.Clients;

/// <summary>What the users of a client can do about a header that it signs.</summary>
/// <param name="Family">The client.</param>
/// <param name="Header">The signed header, lower case.</param>
/// <param name="Text">What is known and what to do, in sentences.</param>
/// <param name="Source">Where that is written.</param>
public sealed record KnownRemedy(ClientFamily Family, string Header, string Text, string Source);

/// <summary>The remedies that worked for the users of each client.</summary>
public static class KnownRemedies
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<KnownRemedy> Rows { get; } =
    [
        new(Botocore, "transfer-encoding",
            "botocore signs transfer-encoding in 1.36.0 to 1.36.6 on every upload over TLS, and before 1.36 only when ChecksumAlgorithm is given; 1.36.7 stopped. "
            + "Upgrade boto3 and botocore to 1.36.7 or later, better 1.42.61, which leaves out every hop-by-hop header. Until then, request_checksum_calculation=\"when_required\" "
            + "(s3transfer 0.11.2 or later for upload_file), or switch acceleration off; pinning 1.35.99 works too, without ChecksumAlgorithm. Naming the region does not cure this.",
            "botocore#3351, botocore#3643"),
        new(AwsCli2, "transfer-encoding",
            "AWS CLI 2.23.0 to 2.23.6 signs transfer-encoding on every upload over TLS. Upgrade to 2.23.7 or later, better 2.34.9. Until then set request_checksum_calculation = when_required in the profile, or switch acceleration off.",
            "aws-cli#9214, aws-cli#9257, aws-cli#10123"),
        new(Java2, "transfer-encoding",
            "Upgrade AWS SDK for Java 2.30 to a release after 2025-02-20, which stopped signing transfer-encoding; until then requestChecksumCalculation(WHEN_REQUIRED).",
            "aws-sdk-java-v2#5895"),
        new(Java2, "expect", "Upgrade AWS SDK for Java 2 (2018-11 stopped signing expect), or switch expectContinue off.", "aws-sdk-java-v2#835"),
        new(Java2, "x-forwarded-for", "Upgrade AWS SDK for Java 2 to a release after 2025-08, which stopped signing x-forwarded-for.", "aws-sdk-java-v2#6369"),
        new(Go2, "transfer-encoding",
            "Upgrade AWS SDK for Go 2 to a release after 2025-01-29, which stopped signing transfer-encoding; until then RequestChecksumCalculationWhenRequired.",
            "aws-sdk-go-v2#2991"),
        new(Go2, "accept-encoding",
            "AWS SDK for Go 2 signs accept-encoding, which Cloudflare, Google and caches rewrite. Take it out before signing and put it back after it with two small middlewares around \"Signing\", or let the intermediary pass it on unchanged.",
            "aws-sdk-go-v2#1816, terraform#36412"),
        new(Go2, "range", "Let the cache on the way pass Range on unchanged, or ask for the whole object.", "aws-sdk-go-v2#2722"),
        new(Rclone, "accept-encoding", "Set sign_accept_encoding = false for the remote (--s3-sign-accept-encoding=false).", "rclone#6670"),
        new(Rclone, "transfer-encoding", "Upgrade rclone, which takes this from AWS SDK for Go 2, to a release after 2025-01-29.", "aws-sdk-go-v2#2991"),
        new(Rust, "transfer-encoding", "Upgrade AWS SDK for Rust to a release after 2025-01-29.", "smithy-rs#3991"),
        new(Cpp, "transfer-encoding", "Upgrade AWS SDK for C++ to a release after 2025-01-27; until then RequestChecksumCalculation::WHEN_REQUIRED.", "aws-sdk-cpp#3270"),
        new(Ruby, "transfer-encoding", "Upgrade AWS SDK for Ruby to a release after 2025-01-29.", "aws-sdk-ruby#3176"),
        new(Ruby, "connection", "Upgrade AWS SDK for Ruby to a release after 2025-01-29.", "aws-sdk-ruby#3176"),
        new(Ruby, "expect", "Upgrade AWS SDK for Ruby (2018 stopped signing expect), or switch http_continue_timeout off.", "aws-sdk-ruby#1757"),
        new(Php, "transfer-encoding", "Upgrade AWS SDK for PHP to a release after 2025-02-05.", "aws-sdk-php#3077"),
        new(Kotlin, "expect", "Upgrade AWS SDK for Kotlin to a release of 2023 or later; it signed expect for uploads above 2 MB.", "aws-sdk-kotlin#862"),
        new(Crt, "transfer-encoding", "Upgrade the AWS common runtime to a release after 2025-01-27.", "aws-c-auth#261"),
        new(Crt, "expect", "Upgrade the AWS common runtime to a release after 2022-07-25.", "aws-c-auth#170"),
    ];

    /// <summary>The remedy for a client and a header: a row of its own, else what its versions say; null when nothing is known.</summary>
    public static KnownRemedy? Find(ClientIdentity? client, string header)
    {
        if (client is null)
        {
            return null;
        }

        return Rows.FirstOrDefault(row => row.Family == client.Family && row.Header == header)
            ?? (SigningHabits.WhenStopped(client.Family, header) is { } stopped
                ? new KnownRemedy(client.Family, header, $"{client.Product} stopped signing {header} with {stopped.When}: upgrade to that or later.", stopped.Source)
                : null);
    }
}
