using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;

namespace Sealane.Doctor.Findings;

/// <summary>What the doctor says about one request.</summary>
public sealed record Diagnosis
{
    /// <summary>The voyage's id: the endpoint's request id, or the recorder's own number.</summary>
    public required string VoyageId { get; init; }

    /// <summary>The method and the target as the client sent them, secrets masked.</summary>
    public required string Request { get; init; }

    /// <summary>Who sent it; null when its user agent names nobody known.</summary>
    public ClientIdentity? Client { get; init; }

    /// <summary>The headers that the client signed, as it listed them; empty when there is no signature that can be read.</summary>
    public IReadOnlyList<string> SignedHeaders { get; init; } = [];

    /// <summary>What became of the signature.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Whether the key is not known, so that heads were compared and nothing is proven.</summary>
    public required bool Unproven { get; init; }

    /// <summary>The status that the endpoint answered; null when the request did not reach it.</summary>
    public int? Status { get; init; }

    /// <summary>S3's error code; null for success.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>S3's error message; null for success.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The operation's name, as the endpoint understood it; null when it did not come to that.</summary>
    public string? Operation { get; init; }

    /// <summary>When the first record was made; null when there is none.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The causes, the gravest first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Everything that each leg changed, harmless or not, secrets masked.</summary>
    public IReadOnlyList<Difference> Differences { get; init; } = [];

    /// <summary>The way, for a drawing; null when a head on it cannot be read.</summary>
    public Way? Way { get; init; }

    /// <summary>The legs of the way.</summary>
    public IReadOnlyList<Leg> Legs => Way?.Legs ?? [];

    /// <summary>The journeys of what the findings are about, and of every signed part that changed.</summary>
    public IReadOnlyList<HeaderJourney> Journeys { get; init; } = [];

    /// <summary>The two canonical requests, line by line; null when there is no signature to compare.</summary>
    public CanonicalComparison? CanonicalRequests { get; init; }

    /// <summary>The request and the verdict.</summary>
    public override string ToString() => $"{Request}: {Verdict}{(Unproven ? " (unproven)" : "")}";
}
