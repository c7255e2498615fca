using Sealane.Protocol.Buckets;
using Sealane.Protocol.Configuration;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;
using Sealane.Signing.Requests;

namespace Sealane.Protocol;

/// <summary>Every operation there is, and which of them a request asks for.</summary>
public static class OperationTable
{
    /// <summary>The operations, grouped as their folders are.</summary>
    public static IReadOnlyList<IOperation> All { get; } =
    [
        ListBuckets.Operation,
        CreateBucket.Operation,
        HeadBucket.Operation,
        DeleteBucket.Operation,
        GetBucketLocation.Operation,
        PutBucketAccelerateConfiguration.Operation,
        GetBucketAccelerateConfiguration.Operation,
        PutObject.Operation,
        GetObject.Operation,
        HeadObject.Operation,
        DeleteObject.Operation,
        DeleteObjects.Operation,
        CopyObject.Operation,
        GetObjectAttributes.Operation,
        GetObjectTagging.Operation,
        PutObjectTagging.Operation,
        DeleteObjectTagging.Operation,
        ListObjectsV2.Operation,
        ListObjects.Operation,
        CreateMultipartUpload.Operation,
        UploadPart.Operation,
        UploadPartCopy.Operation,
        CompleteMultipartUpload.Operation,
        AbortMultipartUpload.Operation,
        ListParts.Operation,
        ListMultipartUploads.Operation,
    ];

    private static readonly Route[] Routes = [.. All.Select(operation => new Route(operation))];

    /// <summary>The operation that a request asks for; of several, the one that asks for most.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="hasBucket">Whether the host or the path names a bucket.</param>
    /// <param name="hasKey">Whether the path names a key.</param>
    /// <param name="query">The decoded query.</param>
    /// <param name="headers">The request's fields.</param>
    /// <param name="unimplemented">
    /// The part of S3 that the query names and no operation here serves, such as <c>acl</c>: the answer is 501 NotImplemented, and never
    /// the operation that would be left without it. (<c>PUT /b/k?acl</c> must not replace the object.)
    /// </param>
    /// <returns>The operation, or <see langword="null"/>; without <paramref name="unimplemented"/> that is a 405 MethodNotAllowed.</returns>
    public static IOperation? Match(
        string method,
        bool hasBucket,
        bool hasKey,
        IReadOnlyList<KeyValuePair<string, string?>> query,
        IReadOnlyList<HeaderField> headers,
        out string? unimplemented)
    {
        var route = Routes
            .Where(candidate => candidate.Fits(method, hasBucket, hasKey, query, headers))
            .MaxBy(candidate => candidate.Conditions);
        unimplemented = query
            .Select(parameter => parameter.Key)
            .FirstOrDefault(name => SubResources.Names.Contains(name) && route?.Knows(name) != true);
        return unimplemented is null ? route?.Operation : null;
    }

    private sealed class Route(IOperation operation)
    {
        private readonly string[] _parameters = [.. Parameters(operation).Select(member => member.WireName)];
        private readonly string[] _required = [.. Parameters(operation).Where(member => member.Required).Select(member => member.WireName)];

        public IOperation Operation => operation;

        public int Conditions => operation.QueryMarkers.Count + _required.Length + (operation.HeaderMarker is null ? 0 : 1);

        public bool Fits(
            string method, bool hasBucket, bool hasKey, IReadOnlyList<KeyValuePair<string, string?>> query, IReadOnlyList<HeaderField> headers) =>
            (operation.Method, operation.HasBucket, operation.HasKey) == (method, hasBucket, hasKey)
            && operation.QueryMarkers.All(marker => query.Any(p => p.Key == marker.Name && (marker.Value is null || p.Value == marker.Value)))
            && _required.All(name => query.Any(parameter => parameter.Key == name))
            && (operation.HeaderMarker is not { } header || headers.Any(field => field.Is(header)));

        public bool Knows(string name) => _parameters.Contains(name) || operation.QueryMarkers.Any(marker => marker.Name == name);

        private static IEnumerable<IMember> Parameters(IOperation operation) =>
            operation.Request.Members.Where(member => member.Place == MemberPlace.Query);
    }
}
