using System.Security.Cryptography;
using System.Text;

namespace Sealane.Signing.Keys;

/// <summary>The key that signs for one scope, derived from a secret.</summary>
public sealed class SigningKey
{
    private readonly byte[] _key;

    // Keyed state that is ready to go on costs half of a one-shot HMAC; who finds it in use takes the one-shot.
    private IncrementalHash? _ready;

    private SigningKey(byte[] key, CredentialScope scope)
    {
        _key = key;
        Scope = scope;
        ScopeText = scope.ToString();
        _ready = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
    }

    /// <summary>What the key is good for.</summary>
    public CredentialScope Scope { get; }

    /// <summary>The scope as it stands in a string to sign.</summary>
    internal string ScopeText { get; }

    /// <summary>Derives the key.</summary>
    // HMAC(HMAC(HMAC(HMAC("AWS4" secret, date), region), service), "aws4_request")      (S3 API, sig-v4-header-based-auth)
    public static SigningKey Derive(string secretAccessKey, CredentialScope scope)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
        foreach (var step in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, CredentialScope.Terminator])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return new SigningKey(key, scope);
    }

    /// <summary>Signs a string to sign: 64 lower-case hexadecimal digits.</summary>
    public void Sign(ReadOnlySpan<byte> stringToSign, Span<byte> hex64)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (Interlocked.Exchange(ref _ready, null) is { } ready)
        {
            ready.AppendData(stringToSign);
            ready.GetHashAndReset(mac);
            Volatile.Write(ref _ready, ready);
        }
        else
        {
            HMACSHA256.HashData(_key, stringToSign, mac);
        }

        Convert.TryToHexStringLower(mac, hex64, out _);
    }

    /// <summary>The scope alone; never the key.</summary>
    public override string ToString() => ScopeText;
}
