using System.Text.RegularExpressions;

namespace Sealane.Doctor.Exhibits;

/// <summary>What the logs of the .NET and Java SDKs tell of a request whose head they do not show: where it went, and who sent it.</summary>
internal sealed partial class ClientHints : ExhibitReader
{
    public override string Kind => "a log of the AWS SDK for .NET or Java";

    public override IEnumerable<Sighting> Read(string text) =>
        Address().Matches(text).Select(Sighting (match) => new Sighting.Addressed(match.Index, match.Groups["host"].Value, null))
            .Concat(Agent().Matches(text).Select(Sighting (match) => new Sighting.Addressed(match.Index, null, match.Groups["agent"].Value)));

    // .NET: "making request PutObjectRequest to https://host/..."; Java: "Sending Request: PUT https://host /..." and "DefaultSdkHttpFullRequest(httpMethod=PUT, protocol=https, host=..., ..."
    [GeneratedRegex(@"(?:making request \w+ to |Sending Request: [A-Z]+ )https?://(?<host>[\w.:-]+)|httpMethod=[A-Z]+, protocol=https?, host=(?<host>[\w.-]+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"User-Agent Header: (?<agent>[!-~ ]+)")]
    private static partial Regex Agent();
}
