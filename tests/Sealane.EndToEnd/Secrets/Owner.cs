using System.Text;
using Sealane.Signing.Keys;

namespace Sealane.EndToEnd.Secrets;

/// <summary>A user with keys of their own, none of which anybody may see.</summary>
internal static class Owner
{
    public const string AccessKeyId = "ASIAOWNEROFSECRETS01";

    public const string Secret = "the/owners+Secret/accessKeyThatNobodyMaySee";

    public const string Token = "FwoGZXIvYXdz+the/Owners/SessionTokenThatNobodyMaySee+1234567890/abcdefghijklmnop==";

    public const string AnotherToken = "FwoGZXIvYXdz+another/SessionToken/OfTheOwnerThatExpired+0987654321/ponmlkjihgfedcba==";

    public const string Password = "theOwners-proxyPassword";

    public const string ContainerToken = "theOwners-containerAuthorizationToken";

    /// <summary>A customer's key (SSE-C), 32 bytes.</summary>
    public static readonly byte[] CustomerKey = Encoding.ASCII.GetBytes("the owner's key of 32 bytes: 42!");

    /// <summary>The same as S3 wants it.</summary>
    public static readonly string CustomerKeyText = Convert.ToBase64String(CustomerKey);

    public static SigningCredentials Credentials { get; } = new(AccessKeyId, Secret, Token);

    /// <summary>The owner's key as an endpoint knows it that has another secret for it: its refusals repeat all that was signed.</summary>
    public static SigningCredentials Misremembered { get; } = new(AccessKeyId, "the/endpoints+idea/ofTheOwnersSecretAccessKey", Token);

    /// <summary>Another key of the owner's, whose session token was renewed.</summary>
    public static SigningCredentials Renewed { get; } = new("ASIAOWNEROFSECRETS02", Secret, AnotherToken);

    /// <summary>All of it.</summary>
    public static SecretWords Words()
    {
        var words = new SecretWords();
        words.Add("the secret access key", Secret);
        words.Add("the endpoint's secret access key", Misremembered.SecretAccessKey);
        words.Add("the session token", Token);
        words.Add("the other session token", AnotherToken);
        words.Add("the customer's key", Encoding.Latin1.GetString(CustomerKey));
        words.Add("the proxy's password", Password);
        words.Add("the container's token", ContainerToken);
        return words;
    }
}
