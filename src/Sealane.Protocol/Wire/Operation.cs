using Sealane.Protocol.Checksums;

namespace Sealane.Protocol.Wire;

/// <summary>An S3 operation: how its request and its result stand on the wire, for the side that writes and the side that reads.</summary>
public sealed class Operation<TRequest, TResult> : IOperation
    where TRequest : class
    where TResult : class
{
    private readonly Shape<TRequest> _request;
    private readonly Shape<TResult> _result;

    /// <param name="name">S3's name.</param>
    /// <param name="line">Method and target, as the service description has them: <c>POST /{Bucket}/{Key+}?uploads</c>.</param>
    /// <param name="request">The request's shape table.</param>
    /// <param name="result">The result's shape table.</param>
    internal Operation(string name, string line, Shape<TRequest> request, Shape<TResult> result)
    {
        (Name, _request, _result) = (name, request, result);
        (Method, Target) = line.Split(' ') is [var method, var target] ? (method, target) : throw new ArgumentException(line, nameof(line));
        var query = Target.IndexOf('?', StringComparison.Ordinal);
        QueryMarkers = query < 0 ? [] : [.. Target[(query + 1)..].Split('&').Select(Marker)];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Method { get; }

    /// <inheritdoc/>
    public string Target { get; }

    /// <inheritdoc/>
    public bool HasBucket => Target.StartsWith("/{Bucket}", StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool HasKey => Target.StartsWith("/{Bucket}/{Key+}", StringComparison.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, string? Value)> QueryMarkers { get; }

    /// <inheritdoc/>
    public string? HeaderMarker { get; internal init; }

    /// <inheritdoc/>
    public int SuccessStatus { get; internal init; } = 200;

    /// <inheritdoc/>
    public IShape Request => _request;

    /// <inheritdoc/>
    public IShape Result => _result;

    /// <inheritdoc/>
    public RequestChecksum RequestChecksum { get; internal init; }

    /// <inheritdoc/>
    public IReadOnlyList<ChecksumAlgorithm> ResponseChecksums { get; internal init; } = [];

    /// <inheritdoc/>
    public string? RegionalBecause { get; internal init; }

    /// <inheritdoc/>
    public bool ErrorIn200 { get; internal init; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Errors { get; internal init; } = [];

    /// <summary>The status of a result, where it is not always <see cref="SuccessStatus"/>.</summary>
    internal Func<TResult, int>? StatusOf { get; init; }

    /// <summary>The request as it goes out.</summary>
    /// <exception cref="WireFormatException">A value cannot stand where it belongs, such as a line break in a header.</exception>
    public WireRequest WriteRequest(TRequest request)
    {
        var wire = new WireRequest { Method = Method };
        foreach (var (name, value) in QueryMarkers)
        {
            wire.Query.Add(new(name, value));
        }

        _request.Write(wire, request);
        return wire;
    }

    /// <summary>The request that came in.</summary>
    /// <exception cref="WireFormatException">It is not in this operation's form; the exception has S3's code and argument.</exception>
    public TRequest ReadRequest(WireRequest wire) => _request.Read(wire);

    /// <summary>The result as it goes out; the status is <see cref="SuccessStatus"/>, or 206 for a range.</summary>
    /// <exception cref="WireFormatException">A value cannot stand where it belongs.</exception>
    public WireResponse WriteResult(TResult result)
    {
        var wire = new WireResponse { Status = StatusOf?.Invoke(result) ?? SuccessStatus };
        _result.Write(wire, result);
        return wire;
    }

    /// <summary>The result that came in; the caller has judged the status already.</summary>
    /// <exception cref="WireFormatException">The document is another one: an <c>Error</c> inside a 200, say.</exception>
    public TResult ReadResult(WireResponse wire) => _result.Read(wire);

    public override string ToString() => Name;

    private static (string Name, string? Value) Marker(string text) =>
        text.Split('=') is [var name, var value] ? (name, value) : (text, null);
}
