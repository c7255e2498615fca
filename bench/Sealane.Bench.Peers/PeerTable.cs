namespace Sealane.Bench.Peers;

/// <summary>The libraries and the ways to use them.</summary>
internal static class PeerTable
{
    public const string Bucket = "bench";

    public static IPeer Create(string name, Uri endpoint) => name switch
    {
        "bare" => new BarePeer(endpoint),
        "sealane" => new SealanePeer(endpoint, Transport.TransportKind.Sockets, Sending.PayloadSigning.Auto),
        "sealane-unsigned" => new SealanePeer(endpoint, Transport.TransportKind.Sockets, Sending.PayloadSigning.Never),
        "sealane-blocking" => new SealanePeer(endpoint, Transport.TransportKind.BlockingSockets, Sending.PayloadSigning.Never),
        "sealane-httpclient" => new SealanePeer(endpoint, Transport.TransportKind.HttpClient, Sending.PayloadSigning.Never),
        "aws" => new AwsPeer(endpoint, unsigned: false),
        "aws-unsigned" => new AwsPeer(endpoint, unsigned: true),
        "aws-transfer" => new AwsTransferPeer(endpoint),
        "minio" => new MinioPeer(endpoint),
        _ => throw new ArgumentException($"There is no peer '{name}'."),
    };

    public static (string Id, string Secret) Keys { get; } = (
        Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") ?? "AKIASEALANEBENCH0001",
        Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY") ?? "secret");
}
