using Sealane.Protocol.Errors;
using Sealane.Protocol.Naming;
using Sealane.Server.Refusals;

namespace Sealane.Server.Handlers;

/// <summary>
/// How a listing writes keys: as they are, or percent-encoded when the client asks for it because XML 1.0 cannot carry them all.
/// </summary>
internal readonly struct KeyEncoding
{
    private readonly bool _url;

    private KeyEncoding(bool url) => _url = url;

    /// <summary>Reads <c>encoding-type</c>; S3 knows <c>url</c> and nothing else.</summary>
    /// <exception cref="RefusedException">It is something else, or empty.</exception>
    public static KeyEncoding Read(string? encodingType) => encodingType switch
    {
        null => new(false),
        "url" => new(true),
        _ => throw new RefusedException(new Refusal(RequestErrors.InvalidArgument, "Invalid Encoding Method specified in Request")
            .With("ArgumentName", "encoding-type")
            .With("ArgumentValue", encodingType)),
    };

    /// <summary>A key, prefix or marker as it stands in the listing.</summary>
    public string? Write(string? text) => _url && text is not null ? ObjectKey.ToPath(text) : text;
}
