using Sealane.Protocol.Errors;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Exhibits;

/// <summary>One thing that was recognised in an exhibit. A closed set.</summary>
/// <param name="At">Where in the text it begins: what stands together belongs together.</param>
internal abstract record Sighting(int At)
{
    /// <summary>What it is, for the list of what was found.</summary>
    public abstract string Noun { get; }

    /// <summary>The canonical request that the client computed.</summary>
    public sealed record Canonical(int At, CanonicalText Text) : Sighting(At)
    {
        public override string Noun => "canonical request";
    }

    /// <summary>The string to sign that the client computed.</summary>
    public sealed record ToSign(int At, StringToSignText Text) : Sighting(At)
    {
        public override string Noun => "string to sign";
    }

    /// <summary>The signature that the client computed, right behind its string to sign.</summary>
    public sealed record Signature(int At, string Text) : Sighting(At)
    {
        public override string Noun => "signature";
    }

    /// <summary>A head that the client sent; of a URL alone the method is not known.</summary>
    public sealed record Sent(int At, RequestHead Head, bool IsMethodKnown = true) : Sighting(At)
    {
        public override string Noun => IsMethodKnown ? "request" : "presigned URL";
    }

    /// <summary>The head of an answer.</summary>
    public sealed record Answered(int At, int? Status, IReadOnlyList<HeaderField> Fields) : Sighting(At)
    {
        public override string Noun => "answer";

        public string? Value(string name) => Fields.Where(field => field.Is(name)).Select(field => field.Value).FirstOrDefault();
    }

    /// <summary>An error document, as XML or as a program printed what it read of one.</summary>
    public sealed record Refused(int At, ErrorDocument Document) : Sighting(At)
    {
        public override string Noun => "error document";
    }

    /// <summary>Where a client says that it sends to, and who it is, when it shows no head.</summary>
    public sealed record Addressed(int At, string? Host, string? UserAgent) : Sighting(At)
    {
        public override string Noun => Host is null ? "user agent" : "address";
    }
}
