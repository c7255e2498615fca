using Sealane.Protocol.Errors;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Exhibits;

/// <summary>What all exhibits together tell of one request; any of it may be missing.</summary>
internal sealed class Case
{
    /// <summary>The exhibits that speak of it, in order.</summary>
    public List<string> Exhibits { get; } = [];

    /// <summary>What the client computed.</summary>
    public CanonicalText? Canonical { get; set; }

    /// <summary>What the client signed.</summary>
    public StringToSignText? ToSign { get; set; }

    /// <summary>The signature that the client computed, where no head shows it.</summary>
    public string? ComputedSignature { get; set; }

    /// <summary>The head that the client sent.</summary>
    public RequestHead? Sent { get; set; }

    /// <summary>Whether the method of <see cref="Sent"/> is known; of a URL it is not.</summary>
    public bool IsMethodKnown { get; set; } = true;

    /// <summary>The answer's head.</summary>
    public Sighting.Answered? Answer { get; set; }

    /// <summary>The error document.</summary>
    public ErrorDocument? Refusal { get; set; }

    /// <summary>The host that the client says it sent to, when no head shows it.</summary>
    public string? Host { get; set; }

    /// <summary>Who the client says it is, when no head shows it.</summary>
    public string? UserAgent { get; set; }

    /// <summary>What the head says about its signature; null when there is no head.</summary>
    public AuthorizationReading? Reading => Sent is null ? null : AuthorizationReader.Read(Sent);

    /// <summary>The signature, from whatever shows it.</summary>
    public string? Signature => (Reading as AuthorizationReading.Present)?.Authorization.Signature ?? ComputedSignature ?? Refusal?.Extra("SignatureProvided");

    /// <summary>Whether anything of the client's side is known.</summary>
    public bool HasClientSide => Canonical is not null || ToSign is not null || Sent is not null;

    /// <summary>Whether the endpoint is known to have refused it.</summary>
    public bool IsRefused => Refusal is not null || Answer?.Status >= 400;

    /// <summary>The request's id at the endpoint.</summary>
    public string? RequestId => Refusal?.RequestId ?? Answer?.Value("x-amz-request-id");

    /// <summary>The canonical request as it arrived; null when the endpoint does not show it.</summary>
    public CanonicalText? Echo => Refusal?.Extra("CanonicalRequestBytes") is { Length: > 0 } pairs && Text(pairs) is { } exact && CanonicalText.Read(exact) is { } echo ? echo
        : Refusal?.Extra("CanonicalRequest") is { } text ? CanonicalText.Read(text) : null;

    /// <summary>What the endpoint signed.</summary>
    public StringToSignText? EchoedToSign => Refusal?.Extra("StringToSign") is { } text ? StringToSignText.Read(text) : null;

    public void Note(string exhibit)
    {
        if (!Exhibits.Contains(exhibit))
        {
            Exhibits.Add(exhibit);
        }
    }

    // The bytes as hex pairs are exact; the text has been through XML.
    private static string? Text(string pairs)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(Convert.FromHexString(pairs.Replace(" ", string.Empty, StringComparison.Ordinal)));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The request line as far as it is known; secrets are masked.</summary>
    public override string ToString() => Sent?.ToString() ?? Canonical?.ToString() ?? Echo?.ToString() ?? Refusal?.Code ?? "(nothing)";
}
