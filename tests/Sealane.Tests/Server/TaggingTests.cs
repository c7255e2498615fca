using System.Security.Cryptography;
using System.Text;
using Sealane.Protocol.Errors;

namespace Sealane.Tests.Server;

/// <summary>Tags of objects: given with the object or later, counted, copied, and held to S3's rules.</summary>
public sealed class TaggingTests
{
    private const string Malformed =
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";

    [Fact]
    public async Task Tags_given_with_an_object_are_counted_and_told_and_taken_off()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        Assert.Equal(200, (await endpoint.SendAsync("PUT", "/box/k", "x"u8.ToArray(), ("x-amz-tagging", "team=blue+sky&gr%C3%B6%C3%9Fe=&flag"))).Status);
        Assert.Equal("3", (await endpoint.SendAsync("GET", "/box/k")).Header("x-amz-tagging-count"));
        Assert.Equal("3", (await endpoint.SendAsync("HEAD", "/box/k")).Header("x-amz-tagging-count"));
        Assert.Equal(Set(("team", "blue sky"), ("gr\u00f6\u00dfe", ""), ("flag", "")), await TagsAsync(endpoint, "k"));

        RawAnswer off = await endpoint.SendAsync("DELETE", "/box/k?tagging");
        Assert.Equal((204, ""), (off.Status, off.Text));
        Assert.Equal("<TagSet></TagSet>", await TagsAsync(endpoint, "k"));
        Assert.Null((await endpoint.SendAsync("GET", "/box/k")).Header("x-amz-tagging-count"));
    }

    [Fact]
    public async Task A_document_replaces_all_tags_and_leaves_the_object_as_it_is()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "x"u8.ToArray(), ("x-amz-tagging", "old=1"), ("x-amz-meta-a", "b"));
        RawAnswer before = await endpoint.SendAsync("HEAD", "/box/k");
        endpoint.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((200, ""), Said(await PutTagsAsync(endpoint, "k", Set(("new", "2")))));

        Assert.Equal(Set(("new", "2")), await TagsAsync(endpoint, "k"));
        RawAnswer after = await endpoint.SendAsync("HEAD", "/box/k");
        Assert.All(["etag", "last-modified", "x-amz-meta-a", "content-length"], name => Assert.Equal(before.Header(name), after.Header(name)));
        Assert.Equal(200, (await PutTagsAsync(endpoint, "k", Set())).Status);
        Assert.Null((await endpoint.SendAsync("HEAD", "/box/k")).Header("x-amz-tagging-count"));
    }

    [Fact]
    public async Task A_copy_keeps_the_tags_or_is_given_its_own()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "x"u8.ToArray(), ("x-amz-tagging", "team=blue"));
        await CopyAsync(endpoint, "kept", ("x-amz-tagging", "ignored=1"), ("x-amz-metadata-directive", "REPLACE"));
        await CopyAsync(endpoint, "replaced", ("x-amz-tagging", "team=red"), ("x-amz-tagging-directive", "REPLACE"));
        await CopyAsync(endpoint, "bare", ("x-amz-tagging-directive", "REPLACE"));
        Assert.Equal(Set(("team", "blue")), await TagsAsync(endpoint, "kept"));
        Assert.Equal(Set(("team", "red")), await TagsAsync(endpoint, "replaced"));
        Assert.Equal(Set(), await TagsAsync(endpoint, "bare"));

        RawAnswer odd = await endpoint.SendAsync("PUT", "/box/odd", null, ("x-amz-copy-source", "box/k"), ("x-amz-tagging-directive", "MAYBE"));
        Assert.Equal(("InvalidArgument", "x-amz-tagging-directive", "MAYBE"), (odd.Error.Code, odd.Error.Extra("ArgumentName"), odd.Error.Extra("ArgumentValue")));
    }

    [Fact]
    public async Task An_upload_in_parts_gets_the_tags_it_began_with()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RawAnswer begun = await endpoint.SendAsync("POST", "/box/k?uploads", null, ("x-amz-tagging", "a=1&b=2"));
        string id = Between(begun.Text, "<UploadId>", "</UploadId>");
        string etag = (await endpoint.SendAsync("PUT", $"/box/k?partNumber=1&uploadId={id}", "x"u8.ToArray())).Header("etag")!;
        await endpoint.SendAsync("POST", $"/box/k?uploadId={id}", Encoding.UTF8.GetBytes(
            $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{etag}</ETag></Part></CompleteMultipartUpload>"));
        Assert.Equal(Set(("a", "1"), ("b", "2")), await TagsAsync(endpoint, "k"));
        Assert.Equal("InvalidTag", (await endpoint.SendAsync("POST", "/box/k?uploads", null, ("x-amz-tagging", "a=%26"))).Error.Code);
    }

    public static TheoryData<string, string, string, string?, string?> Documents => new()
    {
        { Set([.. Enumerable.Range(0, 11).Select(n => ($"k{n}", "v"))]), "BadRequest", "Object tags cannot be greater than 10", null, null },
        { Set(("Key1", "a"), ("Key1", "b")), "InvalidTag", "Cannot provide multiple Tags with the same key", "Key1", null },
        { Set(("aws:prefixed", "a")), "InvalidTag", "Your TagKey cannot be prefixed with aws:", "aws:prefixed", null },
        { Set(("Key1,Key2", "a")), "InvalidTag", "The TagKey you have provided is invalid", "Key1,Key2", null },
        { Set(("", "a")), "InvalidTag", "The TagKey you have provided is invalid", "", null },
        { Set((new string('k', 129), "a")), "InvalidTag", "The TagKey you have provided is invalid", new string('k', 129), null },
        { Set(("Key1", "Val1,Val2")), "InvalidTag", "The TagValue you have provided is invalid", "Key1", "Val1,Val2" },
        { Set(("Key1", new string('v', 257))), "InvalidTag", "The TagValue you have provided is invalid", "Key1", new string('v', 257) },
        { "<TagSet><Tag><Key>a</Key></Tag></TagSet>", "MalformedXML", RequestErrors.MalformedXML.Message, null, null },
        { "", "MalformedXML", RequestErrors.MalformedXML.Message, null, null },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Tags_that_break_a_rule_are_refused_in_S3s_words(string set, string code, string message, string? key, string? value)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "x"u8.ToArray(), ("x-amz-tagging", "kept=1"));
        RawAnswer answer = await PutTagsAsync(endpoint, "k", set);
        Assert.Equal((400, code, key, value), (answer.Status, answer.Error.Code, answer.Error.Extra("TagKey"), answer.Error.Extra("TagValue")));
        Assert.Equal(message, answer.Error.Message);
        Assert.Equal(Set(("kept", "1")), await TagsAsync(endpoint, "k"));
    }

    [Theory]
    [InlineData("key1=val1&key1=val2", "InvalidArgument", Malformed)]
    [InlineData("aws:a=b", "InvalidTag", "Your TagKey cannot be prefixed with aws:")]
    [InlineData("a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10&k=11", "BadRequest", "Object tags cannot be greater than 10")]
    [InlineData("a=%FF", "InvalidTag", "The TagValue you have provided is invalid")]
    public async Task A_header_that_breaks_a_rule_is_refused_and_nothing_is_stored(string header, string code, string message)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RawAnswer answer = await endpoint.SendAsync("PUT", "/box/k", "x"u8.ToArray(), ("x-amz-tagging", header));
        Assert.Equal((400, code, message), (answer.Status, answer.Error.Code, answer.Error.Message));
        Assert.Equal(404, (await endpoint.SendAsync("HEAD", "/box/k")).Status);
    }

    [Fact]
    public async Task The_longest_tags_in_any_script_are_taken()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "x"u8.ToArray());
        string set = Set((new string('\u65e5', 128), new string('v', 256)), ("a _.:/=+-@1", "\u00fc"));
        Assert.Equal((200, ""), Said(await PutTagsAsync(endpoint, "k", set)));
        Assert.Equal(set, await TagsAsync(endpoint, "k"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Tags_of_what_is_not_there_are_neither_told_nor_set(string method)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RawAnswer answer = method == "PUT" ? await PutTagsAsync(endpoint, "none", Set(("a", "b"))) : await endpoint.SendAsync(method, "/box/none?tagging");
        Assert.Equal((404, "NoSuchKey", "none"), (answer.Status, answer.Error.Code, answer.Error.Extra("Key")));
    }

    private static async Task CopyAsync(TestEndpoint endpoint, string key, params (string, string)[] headers)
    {
        RawAnswer copy = await endpoint.SendAsync("PUT", "/box/" + key, null, [("x-amz-copy-source", "box/k"), .. headers]);
        Assert.True(copy.Status == 200, copy.Text);
    }

    private static Task<RawAnswer> PutTagsAsync(TestEndpoint endpoint, string key, string set)
    {
        byte[] body = Encoding.UTF8.GetBytes($"<Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{set}</Tagging>");
        return endpoint.SendAsync("PUT", $"/box/{key}?tagging", body, ("Content-MD5", Convert.ToBase64String(MD5.HashData(body))));
    }

    private static async Task<string> TagsAsync(TestEndpoint endpoint, string key)
    {
        RawAnswer answer = await endpoint.SendAsync("GET", $"/box/{key}?tagging");
        Assert.True(answer.Status == 200, answer.Text);
        return $"<TagSet>{Between(answer.Text.Replace("<TagSet/>", "<TagSet></TagSet>", StringComparison.Ordinal), "<TagSet>", "</TagSet>")}</TagSet>";
    }

    private static (int, string) Said(RawAnswer answer) => (answer.Status, answer.Text);

    private static string Set(params (string Key, string Value)[] tags) =>
        $"<TagSet>{string.Concat(tags.Select(tag => $"<Tag><Key>{tag.Key}</Key><Value>{tag.Value}</Value></Tag>"))}</TagSet>";

    private static string Between(string text, string start, string end) => text.Split(start)[1].Split(end)[0];
}
