using System.Text;
using Sealane.Lab.Imitations;
using Sealane.Lab.Proxy;
using Sealane.Signing.Keys;

namespace Sealane.Tests.Lab.Imitations;

public class ImitationTests
{
    private static readonly UploadTarget Target = UploadTarget.Accelerated("bucket", "hello");

    [Fact]
    public async Task The_body_waits_for_100()
    {
        var peer = new ScriptedPeer("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        var answer = await Imitation(peer).PutObjectAsync(Target, "hello"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("hello\r\n", peer.Heard[0], StringComparison.Ordinal);
        Assert.Contains("a\r\n5\r\nhello\r\n", peer.Heard[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_final_status_in_place_of_100_keeps_the_body_back()
    {
        var peer = new ScriptedPeer("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n<Error><Code>Denied</Code></Erro\r\n2\r\nr>\r\n0\r\n\r\n");

        var answer = await Imitation(peer).PutObjectAsync(Target, "hello"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal("403 Denied", answer.ToString());
        Assert.Equal("", await peer.RestAsync());
    }

    [Fact]
    public async Task Silence_lets_the_body_go()
    {
        var peer = new ScriptedPeer("", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");

        var answer = await Imitation(peer, TimeSpan.FromMilliseconds(1)).PutObjectAsync(Target, "hello"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(204, answer.Status);
    }

    [Fact]
    public async Task An_answer_that_names_the_region_is_followed_once()
    {
        const string Wrong = "HTTP/1.1 400 Bad Request\r\nx-amz-bucket-region: eu-west-1\r\nContent-Length: 61\r\n\r\n<Error><Code>AuthorizationHeaderMalformed</Code></Error>     ";
        var (first, second) = (new ScriptedPeer(Wrong), new ScriptedPeer(Wrong));

        var answer = await Imitation([first, second]).PutObjectAsync(Target, "hello"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(400, answer.Status);
        Assert.Contains("/us-east-1/s3/aws4_request", first.Heard[0], StringComparison.Ordinal);
        Assert.Contains("/eu-west-1/s3/aws4_request", second.Heard[0], StringComparison.Ordinal);
    }

    private static Imitation Imitation(ScriptedPeer peer, TimeSpan? patience = null) => Imitation([peer], patience);

    private static Imitation Imitation(ScriptedPeer[] peers, TimeSpan? patience = null)
    {
        var next = 0;
        return new Imitation(Boto3.V1360, new SigningCredentials("AKIAEXAMPLE", "secret"), (_, _) => new ValueTask<Stream>(peers[next++].Open()), TimeProvider.System)
        {
            PatienceForContinue = patience ?? TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>Hears a head, says a line; hears the rest of the body, says the next; and so on.</summary>
    private sealed class ScriptedPeer(params string[] lines)
    {
        private readonly StringBuilder _heard = new();
        private Task _speaking = Task.CompletedTask;

        public List<string> Heard { get; } = [];

        /// <summary>What came after the last line that was said.</summary>
        public async Task<string> RestAsync()
        {
            await _speaking;
            return _heard.ToString();
        }

        public DuplexStream Open()
        {
            var (near, far) = DuplexStream.CreatePair();
            _speaking = SpeakAsync(far);
            return near;
        }

        private async Task SpeakAsync(Stream stream)
        {
            await using var closing = stream;
            var buffer = new byte[64 * 1024];
            foreach (var line in lines)
            {
                var end = Heard.Count == 0 ? "\r\n\r\n" : "0\r\n\r\n";
                while (!_heard.ToString().EndsWith(end, StringComparison.Ordinal))
                {
                    var got = await stream.ReadAsync(buffer);
                    Assert.True(got > 0, $"It hung up after: {_heard}");
                    _heard.Append(Encoding.Latin1.GetString(buffer, 0, got));
                }

                Heard.Add(_heard.ToString());
                _heard.Clear();
                await stream.WriteAsync(Encoding.Latin1.GetBytes(line));
            }

            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0)
            {
                _heard.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
    }
}
