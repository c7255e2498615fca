using System.Net;

namespace Sealane.Transport;

/// <summary>A body in the form that .NET's HTTP stack asks for.</summary>
internal sealed class BodyContent(OutgoingBody body) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        body.Write(stream, cancellationToken);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => body.Write(stream, CancellationToken.None);

    protected override bool TryComputeLength(out long computed)
    {
        computed = body.Length ?? 0;
        return body.Length is not null;
    }
}
