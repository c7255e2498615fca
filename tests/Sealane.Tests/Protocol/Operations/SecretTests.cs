using Sealane.Protocol;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;

namespace Sealane.Tests.Protocol.Operations;

public sealed class SecretTests
{
    private const string Key = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTMyYnk=";

    [Fact]
    public void A_record_that_holds_a_secret_prints_without_it()
    {
        object[] records =
        [
            new PutObjectRequest { Bucket = "b", Key = "k", SSECustomerKey = Key, SSEKMSKeyId = Key, SSEKMSEncryptionContext = Key },
            new UploadPartCopyRequest { Bucket = "b", Key = "k", UploadId = "u", PartNumber = 1, CopySource = "s/k", SSECustomerKey = Key, CopySourceSSECustomerKey = Key },
        ];
        Assert.All(records, record => Assert.DoesNotContain(Key[..8], record.ToString(), StringComparison.Ordinal));
        Assert.All(records, record => Assert.Contains("SSECustomerKey = ***", record.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Secrets_are_equal_when_their_texts_are()
    {
        Secret one = Key;
        Assert.Equal(one, new Secret(Key));
        Assert.NotEqual(one, new Secret("another"));
        Assert.Equal(Key, one.Reveal());
        string? none = null;
        Assert.Null((Secret?)none);
    }

    [Fact]
    public void Every_customers_key_is_a_secret() => Assert.All(
        OperationTable.All.SelectMany(operation => operation.Request.Members.Concat(operation.Result.Members))
            .Where(member => member.Name.EndsWith("SSECustomerKey", StringComparison.Ordinal)),
        member => Assert.Equal(WireType.Secret, member.Type));
}
