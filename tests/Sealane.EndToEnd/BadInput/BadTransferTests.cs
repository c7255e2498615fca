using Sealane.EndToEnd.Running;
using Sealane.Server;
using Sealane.Server.Storage.Memory;
using Sealane.Signing.Keys;

namespace Sealane.EndToEnd.BadInput;

/// <summary>Copies that fail at an endpoint that is really there.</summary>
public sealed class BadTransferTests : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private S3Server _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await S3Server.StartAsync(
            new S3ServerOptions { Credentials = [new SigningCredentials(Command.AccessKeyId, Command.Secret)], Store = new MemoryStore() });
        await _server.EnsureBucketAsync("bucket");
        var stored = await CopyAsync(_folder.Random("content", 1024 * 1024), "s3://bucket/content");
        Assert.True(stored.ExitCode == 0, stored.ToString());
        Assert.Empty(stored.Error);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_from_a_changed_request()
    {
        var refused = await CopyAsync(_folder.File("content"), "s3://bucket/refused", ("AWS_SECRET_ACCESS_KEY", "the/wrong+secret"));
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, "SignatureDoesNotMatch", "the secret access key is not the one that belongs to this access key id", "Check the secret", "Request id");
        Command.SaysWhatIsWrongAndWhatToDo(await CopyAsync("s3://bucket/refused", "copy"), 1, "NoSuchKey");
    }

    [Fact]
    public async Task A_key_that_nobody_knows_is_named_as_the_cause()
    {
        var refused = await CopyAsync(_folder.File("content"), "s3://bucket/refused", ("AWS_ACCESS_KEY_ID", "AKIANOBODY"));
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, "InvalidAccessKeyId", "Check the access key id");
    }

    [Fact]
    public async Task A_bucket_and_an_object_that_are_not_there_are_told_apart()
    {
        Command.SaysWhatIsWrongAndWhatToDo(await CopyAsync("s3://bucket/nothing", "copy"), 1, "NoSuchKey", "Check the key");
        Command.SaysWhatIsWrongAndWhatToDo(await CopyAsync("s3://nowhere/nothing", "copy"), 1, "NoSuchBucket", "create the bucket");
        Assert.False(File.Exists(_folder.File("copy")));
    }

    [Theory]
    [InlineData("missing/copy")]
    [InlineData("missing/")]
    public async Task A_download_into_a_folder_that_does_not_exist_names_the_folder(string destination)
    {
        var refused = await CopyAsync("s3://bucket/content", destination);
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, "missing' does not exist", "Make it first");
        Assert.False(Directory.Exists(_folder.File("missing")));
    }

    // Root writes everywhere but where the kernel itself says no.
    [Fact]
    public async Task A_download_into_a_folder_that_cannot_be_written_names_the_folder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        var refused = await CopyAsync("s3://bucket/content", "/proc/copy");
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, "'/proc' cannot be written", "Choose another one");
    }

    [Fact]
    public async Task A_download_onto_a_full_disk_leaves_no_file()
    {
        await using var disk = await TinyDisk.MountAsync(_folder.File("disk"), "256k");
        var refused = await CopyAsync("s3://bucket/content", disk.Path + "/");
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, "no room for the 1048576 bytes", "Free space there");
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));
    }

    [Fact]
    public async Task A_full_disk_for_journals_costs_the_resuming_and_not_the_transfer()
    {
        await using var disk = await TinyDisk.MountAsync(_folder.File("state"), "16k");
        await FillAsync(disk);
        var large = _folder.Random("large", 32 * 1024 * 1024);

        var up = await CopyAsync(large, "s3://bucket/large", ("XDG_STATE_HOME", disk.Path));
        Assert.True(up.ExitCode == 0, up.ToString());
        Assert.Contains("cannot be resumed", up.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("is running already", up.Error, StringComparison.Ordinal);
        var down = await CopyAsync("s3://bucket/large", "large-copy", ("XDG_STATE_HOME", disk.Path));
        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.True(File.ReadAllBytes(large).AsSpan().SequenceEqual(File.ReadAllBytes(_folder.File("large-copy"))));
        Assert.Empty(Directory.EnumerateFiles(disk.Path, "*.journal", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_full_disk_for_held_parts_ends_the_upload_and_leaves_nothing_of_it()
    {
        await using var disk = await TinyDisk.MountAsync(_folder.File("spill"), "256k");
        var refused = await Command.RunAsync(
            _folder,
            new string('x', 64 * 1024 * 1024),
            ["put", "--endpoint-url", _server.Uri.ToString(), "--temp", disk.Path, "--memory", "24MiB", "--part-size", "16MiB", "s3://bucket/held"]);
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, "cannot be kept in TempFolder", "Free space there");
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));
        Command.SaysWhatIsWrongAndWhatToDo(await CopyAsync("s3://bucket/held", "copy"), 1, "NoSuchKey");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task FillAsync(TinyDisk disk)
    {
        await using var filler = File.Create(Path.Combine(disk.Path, "filler"), bufferSize: 0);
        try
        {
            while (true)
            {
                await filler.WriteAsync(new byte[512]);
            }
        }
        catch (IOException)
        {
            // Now it is full.
        }
    }

    private Task<OutsideProgram> CopyAsync(string source, string destination, params (string Name, string? Value)[] variables) =>
        Command.RunAsync(_folder, ["cp", "--endpoint-url", _server.Uri.ToString(), source, destination], variables);
}
