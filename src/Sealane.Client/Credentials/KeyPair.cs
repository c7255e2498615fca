using Sealane.Diagnostics;
using Sealane.Signing.Keys;

namespace Sealane.Credentials;

/// <summary>Turns the texts of a source into credentials, and a copying mistake into a sentence that names the source.</summary>
internal static class KeyPair
{
    public static SigningCredentials Read(string accessKeyId, string secretAccessKey, string? sessionToken, string origin)
    {
        try
        {
            return new SigningCredentials(accessKeyId.Trim(), secretAccessKey.Trim(), sessionToken?.Trim());
        }
        catch (ArgumentException fault)
        {
            throw new S3ConfigurationException($"The credentials from {origin} cannot be used. {fault.Message.Replace($" (Parameter '{fault.ParamName}')", "", StringComparison.Ordinal)}", fault);
        }
    }
}
