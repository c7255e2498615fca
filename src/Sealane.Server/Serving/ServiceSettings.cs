using Sealane.Server.Storage;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Server.Serving;

/// <summary>What the service needs to know, whoever hosts it.</summary>
internal sealed record ServiceSettings
{
    public required IObjectStore Store { get; init; }

    public required IReadOnlyList<SigningCredentials> Credentials { get; init; }

    public required string Region { get; init; }

    public required IReadOnlyList<string> Domains { get; init; }

    public required bool CreateBucketsOnFirstUse { get; init; }

    public required TimeSpan TemporaryRedirects { get; init; }

    public required TimeProvider Time { get; init; }

    public required Action<Arrival>? OnArrival { get; init; }
}
