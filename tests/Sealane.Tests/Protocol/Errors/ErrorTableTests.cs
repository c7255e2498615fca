using System.Globalization;
using System.Reflection;
using Sealane.Protocol.Errors;

namespace Sealane.Tests.Protocol.Errors;

public sealed class ErrorTableTests
{
    // Answers of operations that are not built: their absence is known, a new one is not.
    private static readonly HashSet<string> OtherOperations =
    [
        "AccessForbidden", "CrossLocationLoggingProhibitted", "IdMismatch", "IllegalVersioningConfigurationException", "InvalidS3DestinationBucket",
        "InvalidTargetBucketForLogging", "MalformedPolicy", "NoSuchBucketPolicy", "NoSuchCORSConfiguration", "NoSuchConfiguration",
        "NoSuchLifecycleConfiguration", "NoSuchObjectLockConfiguration", "NoSuchPublicAccessBlockConfiguration", "NoSuchTagSet",
        "NoSuchWebsiteConfiguration", "ObjectLockConfigurationNotFoundError", "OwnershipControlsNotFoundError", "ReplicationConfigurationNotFoundError",
    ];

    // Codes whose texts all name a value: the row has the general text of the documentation.
    private static readonly HashSet<string> GeneralTexts =
    [
        "AuthorizationHeaderMalformed", "BadRequest", "InvalidArgument", "InvalidBucketOwnerAWSAccountID", "InvalidBucketState", "InvalidPolicyDocument",
        "InvalidRequest", "KMS.DisabledException", "KMS.KMSInvalidStateException", "KMS.NotFoundException",
    ];

    [Fact]
    public void Each_answer_that_AWS_really_gave_is_in_the_table_with_its_status_and_its_text()
    {
        var answers = FactsFile.ReadLines("aws-errors.tsv").Skip(2).Select(line => line.Split('\t')).ToList();
        Assert.NotEmpty(answers);
        foreach (var code in answers.GroupBy(fields => fields[1]))
        {
            if (OtherOperations.Contains(code.Key))
            {
                Assert.Null(ErrorTable.Find(code.Key));
                continue;
            }

            var row = ErrorTable.Find(code.Key);
            Assert.True(row is not null, $"{code.Key} is not in the table");
            Assert.All(code, fields => Assert.Contains(fields[0], new[] { "-", row.Status.ToString(CultureInfo.InvariantCulture) }));
            if (!GeneralTexts.Contains(code.Key))
            {
                Assert.Contains(row.Message, code.Select(fields => fields[2]));
            }
        }
    }

    [Theory]
    [InlineData("SignatureDoesNotMatch", 403)]
    [InlineData("RequestTimeTooSkewed", 403)]
    [InlineData("InvalidAccessKeyId", 403)]
    [InlineData("AuthorizationHeaderMalformed", 400)]
    [InlineData("AuthorizationQueryParametersError", 400)]
    [InlineData("InvalidToken", 400)]
    [InlineData("ExpiredToken", 400)]
    [InlineData("XAmzContentSHA256Mismatch", 400)]
    [InlineData("MissingContentLength", 411)]
    [InlineData("IncompleteBody", 400)]
    [InlineData("InvalidChunkSizeError", 400)]
    [InlineData("MalformedTrailerError", 400)]
    [InlineData("MissingRequestBodyError", 400)]
    [InlineData("MaxMessageLengthExceeded", 400)]
    [InlineData("RequestHeaderSectionTooLarge", 400)]
    [InlineData("MetadataTooLarge", 400)]
    [InlineData("KeyTooLongError", 400)]
    [InlineData("InvalidURI", 400)]
    [InlineData("OperationAborted", 409)]
    [InlineData("BucketAlreadyExists", 409)]
    [InlineData("PermanentRedirect", 301)]
    [InlineData("TemporaryRedirect", 307)]
    [InlineData("MalformedPOSTRequest", 400)]
    public void What_no_retry_can_mend_is_not_retried(string code, int status)
    {
        var row = ErrorTable.Find(code)!;
        Assert.Equal((status, false, false), (row.Status, row.Retryable, row.Throttles));
    }

    [Theory]
    [InlineData("InternalError", 500, false)]
    [InlineData("ServiceUnavailable", 503, false)]
    [InlineData("RequestTimeout", 400, false)]
    [InlineData("RequestTimeoutException", 400, false)]
    [InlineData("SlowDown", 503, true)]
    [InlineData("Throttling", 400, true)]
    [InlineData("ThrottlingException", 400, true)]
    [InlineData("ThrottledException", 400, true)]
    [InlineData("RequestThrottled", 400, true)]
    [InlineData("RequestThrottledException", 400, true)]
    [InlineData("TooManyRequestsException", 429, true)]
    [InlineData("ProvisionedThroughputExceededException", 400, true)]
    [InlineData("TransactionInProgressException", 400, true)]
    [InlineData("RequestLimitExceeded", 503, true)]
    [InlineData("BandwidthLimitExceeded", 509, true)]
    [InlineData("LimitExceededException", 400, true)]
    [InlineData("PriorRequestNotComplete", 400, true)]
    [InlineData("EC2ThrottledException", 400, true)]
    public void What_passes_is_retried_and_what_is_too_fast_throttles(string code, int status, bool throttles)
    {
        var row = ErrorTable.Find(code)!;
        Assert.Equal((status, true, throttles), (row.Status, row.Retryable, row.Throttles));
    }

    [Fact]
    public void Every_row_that_has_a_name_is_in_the_table_once_and_says_what_it_means_and_what_to_try()
    {
        var named = typeof(ErrorTable).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ErrorTable).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(ErrorRow))
            .Select(field => (ErrorRow)field.GetValue(null)!)
            .ToList();
        Assert.NotEmpty(named);
        Assert.All(named, row => Assert.Same(row, ErrorTable.Find(row.Code)));
        Assert.Equal(ErrorTable.Rows.Count, ErrorTable.Rows.Select(row => row.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ErrorTable.Rows, row => Assert.DoesNotContain("", new[] { row.Code, row.Message, row.Meaning, row.Remedy }));
    }

    [Theory]
    [InlineData(403, "SignatureDoesNotMatch", "SignatureDoesNotMatch", false)]
    [InlineData(404, null, "404", false)]
    [InlineData(404, "", "404", false)]
    [InlineData(503, null, "503", true)]
    [InlineData(200, "InternalError", "InternalError", true)] // an error inside a 200
    [InlineData(503, "InvalidRequest", "InvalidRequest", true)] // whatever the code, this status passes
    [InlineData(400, "NobodyKnowsThis", "NobodyKnowsThis", false)]
    [InlineData(502, "NobodyKnowsThis", "NobodyKnowsThis", true)]
    [InlineData(418, null, "418", false)]
    [InlineData(599, null, "599", false)]
    [InlineData(308, null, "308", false)]
    public void Every_answer_has_a_description(int status, string? code, string expected, bool retryable)
    {
        var row = ErrorTable.Describe(status, code);
        Assert.Equal((expected, status, retryable), (row.Code, row.Status, row.Retryable));
        Assert.DoesNotContain("", new[] { row.Message, row.Meaning, row.Remedy });
    }
}
