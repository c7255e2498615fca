using Sealane.Endpoints;
using Sealane.Protocol.Objects;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>A client's means to move objects.</summary>
internal sealed record TransferKit(
    Sender Sender, Uploader Uploader, Downloader Downloader, Copier Copier, TransferSettings Settings, EndpointSettings Endpoint)
{
    /// <summary>Copies an object that another client, or this one, reaches to where this one writes.</summary>
    /// <param name="origin">The means of the client that reaches the source.</param>
    /// <param name="source">The object that is copied.</param>
    /// <param name="bucket">The bucket that it is copied to.</param>
    /// <param name="key">The copy's key.</param>
    /// <param name="length">The source's length where it is known.</param>
    /// <param name="options">What the copy is to be like.</param>
    /// <param name="cancellationToken">Ends the copy.</param>
    public Task<CopyResult> CopyAsync(
        TransferKit origin, CopySource source, string bucket, string key, long? length, CopyOptions options, CancellationToken cancellationToken) =>
        IsSameStore(origin)
            ? Copier.CopyAsync(source, bucket, key, length, options, cancellationToken)
            : Copier.AcrossAsync(origin.Sender, source, bucket, key, options, cancellationToken);

    /// <summary>Whether the other client's store is this one's, so that it can copy by itself.</summary>
    /// <remarks>Buckets of one partition of AWS copy to one another, whatever their regions.</remarks>
    public bool IsSameStore(TransferKit other) =>
        Endpoint.EndpointUrl == other.Endpoint.EndpointUrl
        && (Endpoint.EndpointUrl is not null || Partition.Of(Endpoint.Region).Equals(Partition.Of(other.Endpoint.Region)));
}
