using Sealane.Diagnostics;
using Sealane.Transport;

namespace Sealane.Tests.Client;

public sealed class ProxyRulesTests
{
    [Theory]
    [InlineData("*", "bucket.s3.amazonaws.com", true)]
    [InlineData("amazonaws.com", "bucket.s3.amazonaws.com", true)]
    [InlineData(".amazonaws.com", "bucket.s3.amazonaws.com", true)]
    [InlineData("*.amazonaws.com", "bucket.s3.amazonaws.com", true)]
    [InlineData("other.example, AMAZONAWS.COM", "bucket.s3.amazonaws.com", true)]
    [InlineData("amazonaws.com:443", "bucket.s3.amazonaws.com", true)]
    [InlineData("amazonaws.com:80", "bucket.s3.amazonaws.com", false)]
    [InlineData("naws.com", "bucket.s3.amazonaws.com", false)]
    [InlineData("bucket.s3.amazonaws.com.evil.example", "bucket.s3.amazonaws.com", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "11.1.2.3", false)]
    [InlineData("::1", "[::1]", true)]
    [InlineData(".", "bucket.s3.amazonaws.com", false)]
    [InlineData("", "bucket.s3.amazonaws.com", false)]
    public void A_host_in_NO_PROXY_is_reached_directly(string noProxy, string host, bool direct)
    {
        var rules = From(("HTTPS_PROXY", "http://proxy.example:3128"), ("NO_PROXY", noProxy));
        Assert.Equal(direct, rules.For("https", host, 443) is null);
    }

    [Fact]
    public void Lower_case_goes_before_upper_case_and_each_scheme_has_its_own_proxy()
    {
        var rules = From(("https_proxy", "low:1"), ("HTTPS_PROXY", "up:1"), ("http_proxy", "http://plain:2"));
        Assert.Equal("http://low:1/", rules.For("https", "a.example", 443)?.AbsoluteUri);
        Assert.Equal("http://plain:2/", rules.For("http", "a.example", 80)?.AbsoluteUri);
        Assert.Equal("http://every:3/", From(("ALL_PROXY", "every:3")).For("http", "a.example", 80)?.AbsoluteUri);
        Assert.Null(ProxyRules.None.For("https", "a.example", 443));
    }

    [Fact]
    public void A_strangers_Proxy_header_does_not_become_our_proxy() =>
        Assert.Null(From(("HTTP_PROXY", "http://evil:1"), ("REQUEST_METHOD", "GET")).For("http", "a.example", 80));

    [Fact]
    public void A_host_with_a_connect_to_rule_goes_past_the_proxy()
    {
        var adapter = new ProxyAdapter(ProxyRules.For(new Uri("http://proxy.example:3128")), [ConnectToRule.Parse("a.example:443:127.0.0.1:8443")]);
        Assert.True(adapter.IsBypassed(new Uri("https://a.example/")));
        Assert.False(adapter.IsBypassed(new Uri("https://b.example/")));
        Assert.False(adapter.IsBypassed(new Uri("https://a.example:444/")));
    }

    [Theory]
    [InlineData("a.example:443:127.0.0.1:8443", "a.example", 443, "127.0.0.1", 8443)]
    [InlineData("::localhost:8443", null, null, "localhost", 8443)]
    [InlineData("[::1]:443:[::2]:8443", "::1", 443, "::2", 8443)]
    public void A_rule_is_written_as_for_curl(string text, string? host, int? port, string toHost, int toPort) =>
        Assert.Equal(new ConnectToRule(host, port, toHost, toPort), ConnectToRule.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("a:443")]
    [InlineData("a:443:b")]
    [InlineData("a:443:b:0")]
    [InlineData("a:443:b:65536")]
    [InlineData("a:443:b:1:2")]
    [InlineData("a:443::8443")]
    public void Another_form_is_refused_with_an_example(string text)
    {
        var refusal = Assert.Throws<S3ConfigurationException>(() => ConnectToRule.Parse(text));
        Assert.Contains("HOST:PORT:ADDRESS:PORT", refusal.Message, StringComparison.Ordinal);
    }

    private static ProxyRules From(params (string Name, string Value)[] variables) =>
        ProxyRules.FromEnvironment(name => variables.Where(pair => pair.Name == name).Select(pair => pair.Value).FirstOrDefault());
}
