using Amazon.S3;
using Sealane.Lab;

namespace Testing;

/// <summary>Tests of the album: each begins with the seed's contents.</summary>
public sealed class AlbumTests(LabFixture fixture) : IClassFixture<LabFixture>, IAsyncLifetime
{
    private readonly Album _album = new(fixture.S3, "photos");

    private S3Lab Lab => fixture.Lab;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await Lab.ResetAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_picture_is_kept_as_a_picture()
    {
        await _album.AddAsync("2026/boat.jpg", new MemoryStream([0xFF, 0xD8]));

        Assert.Equal([0xFF, 0xD8], await Lab.ReadObjectAsync("photos", "2026/boat.jpg"));
        var request = Lab.AssertRequested("PutObject", "photos", "2026/boat.jpg");
        Assert.Equal("image/jpeg", request.Header("Content-Type"));
        Lab.AssertAllSurvive();
    }

    [Fact]
    public async Task An_album_lists_what_is_there()
    {
        await Lab.PutObjectAsync("photos", "2026/boat.jpg", new byte[] { 0xFF, 0xD8 });

        Assert.Equal(["2026/boat.jpg", "2026/captions.txt"], await _album.NamesAsync());
    }

    [Fact]
    public async Task A_link_opens_the_picture_under_the_name_that_others_know_the_store_by()
    {
        using var s3 = fixture.ClientAt(new Uri("http://storage:9000"));
        var link = await new Album(s3, "photos").LinkAsync("2026/captions.txt", TimeProvider.System);
        using var browser = new HttpClient(Lab.CreateHandler());

        Assert.Equal("Boats in the bay.\n", await browser.GetStringAsync(link));
        Assert.Equal("storage:9000", Lab.AssertRequested("GetObject").Host);
    }

    [Fact]
    public async Task Uploads_survive_a_proxy_before_the_store()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions().Through("rfc9110"));
        using var s3 = new AmazonS3Client(
            lab.Credentials.AccessKeyId,
            lab.Credentials.SecretAccessKey,
            new AmazonS3Config { ServiceURL = lab.Endpoint.ToString(), AuthenticationRegion = lab.Region, ForcePathStyle = true });

        await new Album(s3, "photos").AddAsync("2026/boat.jpg", new MemoryStream([0xFF, 0xD8]));

        lab.AssertAllSurvive();
    }
}
