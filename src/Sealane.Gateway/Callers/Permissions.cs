using Sealane.Protocol.Errors;
using Sealane.Protocol.Objects;
using Sealane.Server.Addressing;
using Sealane.Server.Refusals;
using Sealane.Signing.Requests;

namespace Sealane.Gateway.Callers;

/// <summary>What a caller's key may do: judged by the head, before a byte of the body is asked for.</summary>
internal static class Permissions
{
    /// <summary>The objection, or null. What the store itself allows its own key is another question, and the store's.</summary>
    public static Refusal? Judge(CallerKey caller, Address address, RequestHead head)
    {
        if (caller.IsReadOnly && head.Method is not ("GET" or "HEAD"))
        {
            return Denied($"The key {caller} may only read through this gateway; {head.Method} writes.");
        }

        if (caller.Buckets is not { } allowed)
        {
            return null;
        }

        if (address.Bucket is not { } bucket)
        {
            return Denied($"The key {caller} may use {Names(allowed)} through this gateway, and cannot list the buckets of the store. Name a bucket.");
        }

        if (!Allows(allowed, bucket))
        {
            return Denied($"The key {caller} may use {Names(allowed)} through this gateway, and not {bucket}.");
        }

        // A store that resolves such a path would leave the bucket.
        if (address.Key is { } key && key.Split('/').Any(segment => segment is "." or ".."))
        {
            return Denied($"The key {caller} may use some buckets only, and a path with '.' or '..' in it could lead out of them.");
        }

        return head.Value("x-amz-copy-source") is { } text ? JudgeSource(caller, allowed, text) : null;
    }

    private static Refusal? JudgeSource(CallerKey caller, IReadOnlyList<string> allowed, string text) =>
        CopySource.TryParse(text, out var source) && Allows(allowed, source!.Bucket) && !source.Key.Split('/').Any(segment => segment is "." or "..")
            ? null
            : Denied($"The key {caller} may use {Names(allowed)} through this gateway, and not copy from {text}.");

    // The name is looked at again in the form in which it goes on: what is no plain name may mean another bucket to the store.
    private static bool Allows(IReadOnlyList<string> allowed, string bucket) =>
        bucket.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_')
        && allowed.Any(pattern => pattern.EndsWith('*')
            ? bucket.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal)
            : bucket == pattern);

    private static string Names(IReadOnlyList<string> allowed) => $"the bucket{(allowed.Count == 1 && !allowed[0].EndsWith('*') ? "" : "s")} {string.Join(", ", allowed)}";

    private static Refusal Denied(string sentence) => new(AccessErrors.AccessDenied, sentence);
}
