using Sealane.Signing.Keys;

namespace Sealane.Lab.Programs;

/// <summary>
/// The keys of every lab: fixed and public, so that they can be pasted, and no keys of AWS's, whose ids have 20 characters and no zero.
/// </summary>
public static class LabKeys
{
    /// <summary>The access key id.</summary>
    public const string AccessKeyId = "AKIASEALANELAB0EXAMPLE";

    /// <summary>The secret, with the characters that are lost most often when keys are copied.</summary>
    public const string SecretAccessKey = "sealane+lab/secret/opens+nothing/EXAMPLE";

    /// <summary>Both.</summary>
    public static SigningCredentials Credentials { get; } = new(AccessKeyId, SecretAccessKey);
}
