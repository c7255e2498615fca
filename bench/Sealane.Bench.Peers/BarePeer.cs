namespace Sealane.Bench.Peers;

/// <summary>HttpClient alone: no signature, no checksum. What .NET allows at most.</summary>
internal sealed class BarePeer(Uri endpoint) : IPeer
{
    private const int BufferSize = 256 * 1024;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }, disposeHandler: true);

    public async Task PutFileAsync(string path, string key)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var content = new StreamContent(file, BufferSize);
        using var answer = await _http.PutAsync(Address(key), content);
        answer.EnsureSuccessStatusCode();
    }

    public async Task GetFileAsync(string key, string path)
    {
        using var answer = await _http.GetAsync(Address(key), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        await body.CopyToAsync(file, BufferSize);
    }

    public async Task PutAsync(byte[] bytes, string key)
    {
        using var content = new ByteArrayContent(bytes);
        using var answer = await _http.PutAsync(Address(key), content);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<int> GetAsync(string key, byte[] into)
    {
        using var answer = await _http.GetAsync(Address(key), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        return await body.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false);
    }

    public string Presign(string key) => throw new NotSupportedException("HttpClient signs nothing.");

    public void Dispose() => _http.Dispose();

    private Uri Address(string key) => new(endpoint, $"/{PeerTable.Bucket}/{key}");
}
