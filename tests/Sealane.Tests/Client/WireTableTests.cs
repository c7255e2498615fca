using Sealane.Sending;

namespace Sealane.Tests.Client;

public sealed class WireTableTests
{
    [Fact]
    public void Every_request_has_exactly_one_row()
    {
        foreach (var secure in (bool[])[true, false])
        {
            foreach (var body in Enum.GetValues<BodyKind>())
            {
                foreach (var checksum in (bool[])[true, false])
                {
                    foreach (var signing in Enum.GetValues<PayloadSigning>())
                    {
                        Assert.Single(WireTable.Rows, row => row.Covers(secure, body, checksum, signing));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(true, PayloadSigning.Auto, "STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    [InlineData(false, PayloadSigning.Auto, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")]
    [InlineData(false, PayloadSigning.Never, "STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    [InlineData(true, PayloadSigning.Always, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")]
    public void An_objects_checksum_travels_in_a_trailer(bool secure, PayloadSigning signing, string word)
    {
        var row = WireTable.Find(secure, BodyKind.Replayable, checksum: true, signing);
        Assert.Equal((word, ChecksumPlace.Trailer), (row.ContentSha256, row.Place));
    }
}
