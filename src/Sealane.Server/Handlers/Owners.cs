using Sealane.Protocol.Groups;
using Sealane.Protocol.Multipart;

namespace Sealane.Server.Handlers;

/// <summary>The one who owns everything at this endpoint.</summary>
internal static class Owners
{
    // A canonical user id has 64 hexadecimal digits (S3 API, Owner).
    private const string Id = "5ea1a2e5ea1a2e5ea1a2e5ea1a2e5ea1a2e5ea1a2e5ea1a2e5ea1a2e5ea1a2e0";
    private const string Name = "sealane";

    public static Owner Owner { get; } = new() { ID = Id, DisplayName = Name };

    public static Initiator Initiator { get; } = new() { ID = Id, DisplayName = Name };
}
