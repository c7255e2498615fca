using Sealane.Gateway.Callers;

namespace Sealane.Tests.Gateway;

/// <summary>The file of callers' keys.</summary>
public sealed class CallerFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Keys_with_and_without_limits_are_read()
    {
        var keys = Read("""
            {
              // Who may come in.
              "keys": [
                { "accessKeyId": "TEAMA", "secretAccessKey": "a", "buckets": ["photos", "logs-*"], "readOnly": true },
                { "accessKeyId": "TEAMB", "secretAccessKey": "b" },
              ]
            }
            """);

        Assert.Equal(["TEAMA", "TEAMB"], keys.Select(key => key.ToString()));
        Assert.Equal((true, "photos,logs-*"), (keys[0].IsReadOnly, string.Join(',', keys[0].Buckets!)));
        Assert.Equal((false, null, "b"), (keys[1].IsReadOnly, keys[1].Buckets, keys[1].Credentials.SecretAccessKey));
    }

    [Theory]
    [InlineData("""{ "keys": [] }""", "holds no keys")]
    [InlineData("{ }", "holds no keys")]
    [InlineData("""{ "keys": [ { "accessKeyId": "A" } ] }""", "key 1 (A) has no secretAccessKey")]
    [InlineData("""{ "keys": [ { "secretAccessKey": "hushhush" } ] }""", "key 1 has no accessKeyId")]
    [InlineData("""{ "keys": [ { "accessKeyId": "A", "secretAccessKey": "hushhush", "bucket": ["a"] } ] }""", "line 1, at $.keys[0].bucket")]
    [InlineData("""{ "keys": [ { "accessKeyId": "A", "secretAccessKey": "hushhush", "buckets": ["a*b"] } ] }""", "has the bucket 'a*b'")]
    [InlineData("""{ "keys": [ { "accessKeyId": "A", "secretAccessKey": "hushhush", "buckets": [] } ] }""", "may use no bucket")]
    [InlineData("{ \"keys\": [\n { \"accessKeyId\": \"A\", \"secretAccessKey\": hushhush } ] }", "line 2")]
    [InlineData("""{ "keys": [ { "accessKeyId": "A", "secretAccessKey": "hushhush " } ] }""", "key 1 (A) cannot be used: The secret access key holds a blank")]
    [InlineData("accessKeyId=A\n", "line 1")]
    public void What_is_wrong_is_named_with_its_place_and_without_a_secret(string json, string named)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read(json));

        Assert.Contains(_file, fault.Message, StringComparison.Ordinal);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hushhush", fault.ToString(), StringComparison.Ordinal);
    }

    private IReadOnlyList<CallerKey> Read(string json)
    {
        File.WriteAllText(_file, json);
        return CallerFile.Read(_file);
    }
}
