using Sealane.Signing.Keys;

namespace Sealane.Gateway.Callers;

/// <summary>A key that the gateway itself gives out, and what may be done with it.</summary>
/// <param name="Credentials">The key.</param>
public sealed record CallerKey(SigningCredentials Credentials)
{
    /// <value>The buckets, by name or, with a <c>*</c> at the end, by the beginning of their names; null for every bucket. Default: null.</value>
    public IReadOnlyList<string>? Buckets { get; init; }

    /// <value>Whether it may only read. Default: false.</value>
    public bool IsReadOnly { get; init; }

    /// <summary>The access key id alone.</summary>
    public override string ToString() => Credentials.AccessKeyId;
}
