using Sealane.Protocol.Errors;
using Sealane.Signing.Signatures;
using Sealane.Signing.Text;

namespace Sealane.Diagnostics;

/// <summary>The canonical request that was signed, beside the one that S3 computed from what arrived.</summary>
public sealed class CanonicalComparison
{
    private CanonicalComparison(string conclusion, string? signed, string? arrived, IReadOnlyList<CanonicalDifference> differences) =>
        (Conclusion, Signed, Arrived, Differences) = (conclusion, signed, arrived, differences);

    /// <summary>What follows from it, in words.</summary>
    public string Conclusion { get; }

    /// <summary>The canonical request that was signed, secrets masked; null for an unsigned request.</summary>
    public string? Signed { get; }

    /// <summary>The one that S3 computed, secrets masked; null when it did not say.</summary>
    public string? Arrived { get; }

    /// <summary>Where they differ; empty when they do not, or when S3 did not say.</summary>
    public IReadOnlyList<CanonicalDifference> Differences { get; }

    internal static CanonicalComparison Of(SignatureTrace? trace, ErrorDocument? document)
    {
        var signed = trace is null ? null : WireText.FromBytes(trace.CanonicalRequest);
        var arrived = Echoed(document);
        var maskedSigned = signed is null ? null : Secrecy.MaskCanonicalRequest(signed);
        var maskedArrived = arrived is null ? null : Secrecy.MaskCanonicalRequest(arrived);
        if (signed is null)
        {
            return new("The request was not signed.", null, maskedArrived, []);
        }

        if (arrived is null)
        {
            return new(WithoutEcho(trace!, document), maskedSigned, null, []);
        }

        var differences = CanonicalDifferences.Between(signed, arrived);
        return new(differences.Count == 0 ? Equal(trace!, document) : string.Join(' ', differences.Select(one => one.Explanation)), maskedSigned, maskedArrived, differences);
    }

    // The bytes as hex pairs are exact; the text has been through XML.
    private static string? Echoed(ErrorDocument? document)
    {
        if (document?.Extra("CanonicalRequestBytes") is { Length: > 0 } pairs)
        {
            try
            {
                return WireText.FromBytes(Convert.FromHexString(pairs.Replace(" ", string.Empty, StringComparison.Ordinal)));
            }
            catch (FormatException)
            {
                // Then the text is what there is.
            }
        }

        return document?.Extra("CanonicalRequest") is { Length: > 0 } text ? WireText.FromText(text) : null;
    }

    private static string WithoutEcho(SignatureTrace trace, ErrorDocument? document) =>
        document?.Extra("StringToSign") is not { Length: > 0 } theirs
            ? "The server does not say what it computed (many stores do not), so what differed cannot be named: compare with the doctor, or check the secret access key first."
            : theirs.StartsWith("AWS4-HMAC-SHA256-PAYLOAD", StringComparison.Ordinal) || theirs.StartsWith("AWS4-HMAC-SHA256-TRAILER", StringComparison.Ordinal)
                ? "The head's signature was accepted, and that of a chunk of the body was not: the body's bytes were changed on the way."
                : theirs == trace.StringToSign
                    ? "Client and server signed the same string: the secret access key is not the one that belongs to this access key id."
                    : "The server does not show its canonical request, but it signed another string: something in the request differs from what was signed.";

    private static string Equal(SignatureTrace trace, ErrorDocument? document)
    {
        var theirs = document?.Extra("StringToSign");
        return theirs is null || theirs == trace.StringToSign
            ? "The canonical requests are equal, so nothing was changed on the way: the secret access key is not the one that belongs to this access key id. Check the secret."
            : "The canonical requests are equal, but time or scope of the signature differ: check region, service and the header x-amz-date.";
    }
}
