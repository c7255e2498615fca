using Sealane.Signing.Keys;
using Sealane.Signing.Streaming;

namespace Sealane.Signing.Signatures;

/// <summary>What checking a signature came to.</summary>
public sealed class Verification
{
    private readonly SigningKey _key;

    internal Verification(bool matches, SignatureTrace trace, IReadOnlyList<string> missing, IReadOnlyList<string> unsigned, SigningKey key)
    {
        Matches = matches;
        Trace = trace;
        MissingSignedHeaders = missing;
        UnsignedAmzHeaders = unsigned;
        _key = key;
    }

    /// <summary>Whether the signature is the one that the key makes of this head.</summary>
    public bool Matches { get; }

    /// <summary>The verifier's own values. Its signature is the expected one: it must never leave the process.</summary>
    public SignatureTrace Trace { get; }

    /// <summary>Headers that are listed as signed and did not arrive; they were taken as empty.</summary>
    public IReadOnlyList<string> MissingSignedHeaders { get; }

    /// <summary>Headers that S3 insists on (<c>host</c>, <c>x-amz-*</c>), present and not signed.</summary>
    public IReadOnlyList<string> UnsignedAmzHeaders { get; }

    /// <summary>Starts the chain that checks a body of signed chunks.</summary>
    public ChunkSigner StartChunks() => new(_key, Trace.Timestamp, Trace.Signature);
}
