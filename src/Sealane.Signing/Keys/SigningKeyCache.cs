using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Sealane.Signing.Keys;

/// <summary>Keeps derived keys, so that a request costs two hashes and not four more. Thread-safe.</summary>
/// <remarks>A key is good for a day; when the cache holds <see cref="Capacity"/> of them it starts anew, which costs four hashes a scope in use.</remarks>
public sealed class SigningKeyCache
{
    /// <summary>How many keys are kept.</summary>
    public const int Capacity = 256;

    private readonly ConcurrentDictionary<(string SecretDigest, CredentialScope Scope), SigningKey> _keys = new();

    // By the very string that the caller holds, which this does not keep alive: the key it signed with last.
    private readonly ConditionalWeakTable<string, SigningKey> _last = [];

    /// <summary>The signing key of a secret for a scope.</summary>
    public SigningKey Get(string secretAccessKey, CredentialScope scope)
    {
        ArgumentException.ThrowIfNullOrEmpty(secretAccessKey);
        if (_last.TryGetValue(secretAccessKey, out var last) && last.Scope == scope)
        {
            return last;
        }

        var key = Find(secretAccessKey, scope);
        _last.AddOrUpdate(secretAccessKey, key);
        return key;
    }

    private SigningKey Find(string secretAccessKey, CredentialScope scope)
    {
        // The secret itself is not kept as a dictionary key: a memory dump of the cache should not be a list of secrets.
        var id = (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secretAccessKey))), scope);
        if (_keys.TryGetValue(id, out var key))
        {
            return key;
        }

        if (_keys.Count >= Capacity)
        {
            _keys.Clear();
        }

        return _keys.GetOrAdd(id, SigningKey.Derive(secretAccessKey, scope));
    }
}
