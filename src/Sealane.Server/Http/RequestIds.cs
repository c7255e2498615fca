using System.Security.Cryptography;

namespace Sealane.Server.Http;

/// <summary>The two ids on every answer, in the form S3's have: 16 letters and digits, and the base64 of 57 bytes.</summary>
/// <param name="RequestId"><c>x-amz-request-id</c>.</param>
/// <param name="HostId"><c>x-amz-id-2</c>.</param>
internal readonly record struct RequestIds(string RequestId, string HostId)
{
    public static RequestIds New() => new(
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 16),
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(57)));
}
