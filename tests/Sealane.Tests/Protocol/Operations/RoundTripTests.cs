using System.Text;
using CsCheck;
using Sealane.Protocol;
using Sealane.Protocol.Wire;

namespace Sealane.Tests.Protocol.Operations;

public sealed class RoundTripTests
{
    private static readonly Body SomeBody = "bytes"u8.ToArray();

    public static TheoryData<string> Operations => [.. OperationTable.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_request_that_is_read_is_written_again_as_S3_would_write_it(string name)
    {
        var operation = OperationTable.All.Single(candidate => candidate.Name == name);
        Gen.Select(Message.For(operation.Request), Gen.Int).Sample(
            (message, seed) =>
            {
                var straight = new Spelling(odd: null).Request(operation, message, SomeBody);
                var crooked = new Spelling(new Random(seed)).Request(operation, message, SomeBody);
                Same(straight, Reread(operation, straight));
                Same(straight, Reread(operation, crooked));
            },
            iter: 150);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_result_that_is_read_is_written_again_as_S3_would_write_it(string name)
    {
        var operation = OperationTable.All.Single(candidate => candidate.Name == name);
        var body = new MemoryStream();
        Gen.Select(Message.For(operation.Result), Gen.Int).Sample(
            (message, seed) =>
            {
                var status = message.Headers.Any(pair => pair.Key == "Content-Range") ? 206 : operation.SuccessStatus;
                var straight = new Spelling(odd: null).Response(status, message, body);
                var crooked = new Spelling(new Random(seed)).Response(status, message, body);
                Same(straight, Reread(operation, straight));
                Same(straight, Reread(operation, crooked));
            },
            iter: 150);
    }

    private static WireRequest Reread(IOperation operation, WireRequest wire) => (WireRequest)Through(operation, "ReadRequest", "WriteRequest", wire);

    private static WireResponse Reread(IOperation operation, WireResponse wire) => (WireResponse)Through(operation, "ReadResult", "WriteResult", wire);

    private static object Through(IOperation operation, string read, string write, object wire)
    {
        var record = operation.GetType().GetMethod(read)!.Invoke(operation, [wire]);
        return operation.GetType().GetMethod(write)!.Invoke(operation, [record])!;
    }

    private static void Same(WireRequest expected, WireRequest actual)
    {
        Assert.Equal((expected.Method, expected.Bucket, expected.Key), (actual.Method, actual.Bucket, actual.Key));
        Assert.Equal(expected.Query, actual.Query);
        Assert.Equal(expected.Headers.OrderBy(h => h.Name, StringComparer.Ordinal), actual.Headers.OrderBy(h => h.Name, StringComparer.Ordinal));
        Assert.Equal(Encoding.UTF8.GetString(expected.Document.Span), Encoding.UTF8.GetString(actual.Document.Span));
        Assert.Same(expected.Body, actual.Body);
    }

    private static void Same(WireResponse expected, WireResponse actual)
    {
        Assert.Equal(expected.Status, actual.Status);
        Assert.Equal(expected.Headers.OrderBy(h => h.Name, StringComparer.Ordinal), actual.Headers.OrderBy(h => h.Name, StringComparer.Ordinal));
        Assert.Equal(Encoding.UTF8.GetString(expected.Document.Span), Encoding.UTF8.GetString(actual.Document.Span));
        Assert.Same(expected.Body ?? Stream.Null, actual.Body ?? Stream.Null);
    }
}
