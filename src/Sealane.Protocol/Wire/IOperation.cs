using Sealane.Protocol.Checksums;

namespace Sealane.Protocol.Wire;

/// <summary>What is known of an operation without its types.</summary>
public interface IOperation
{
    string Name { get; }

    string Method { get; }

    /// <summary>The target's template, such as <c>/{Bucket}/{Key+}?uploads</c>.</summary>
    string Target { get; }

    bool HasBucket { get; }

    bool HasKey { get; }

    /// <summary>The query parameters that name the operation: <c>uploads</c>, <c>list-type=2</c>.</summary>
    IReadOnlyList<(string Name, string? Value)> QueryMarkers { get; }

    /// <summary>The header whose presence names the operation (<c>x-amz-copy-source</c>), if there is one.</summary>
    string? HeaderMarker { get; }

    /// <summary>200 or 204; a ranged read answers 206.</summary>
    int SuccessStatus { get; }

    IShape Request { get; }

    IShape Result { get; }

    bool StreamsRequestBody => Request.Streams;

    bool StreamsResponseBody => Result.Streams;

    RequestChecksum RequestChecksum { get; }

    /// <summary>The algorithms whose values an answer may carry for the client to verify, S3's preference first.</summary>
    IReadOnlyList<ChecksumAlgorithm> ResponseChecksums { get; }

    /// <summary>Whether the Transfer Acceleration host serves it.</summary>
    bool AllowedOnAccelerate => RegionalBecause is null;

    /// <summary>Why it goes to the regional host even when acceleration is asked for.</summary>
    string? RegionalBecause { get; }

    /// <summary>Whether S3 may begin with 200 and then write an error document.</summary>
    bool ErrorIn200 { get; }

    /// <summary>The error codes that the service description names for this operation.</summary>
    IReadOnlyList<string> Errors { get; }
}
