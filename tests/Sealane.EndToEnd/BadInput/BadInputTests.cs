using System.Net;
using System.Net.Sockets;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.BadInput;

/// <summary>What people type wrong, and the sentence that each mistake is answered with.</summary>
public sealed class BadInputTests
{
    public static TheoryData<int, string, string> Mistakes { get; } = new()
    {
        // exit code, command line, phrases that the answer must have ('|' between them)
        { 1, "try nothing-here.txt", "There is no file 'nothing-here.txt'|Name one that exists" },
        { 1, "try a-folder", "'a-folder' is a folder|Name a file" },
        { 1, "try a-file --record full-folder", "'full-folder' is not empty|new or an empty one" },
        { 1, "try a-file --record a-file/below", "'a-file/below' cannot be made|may be written" },
        { 2, "try --seed many", "'many'|--seed" },
        { 1, "cp nothing-here.txt s3://bucket/key", "There is no file 'nothing-here.txt'|Name one that exists" },
        { 2, "cp a-folder s3://bucket/key", "'a-folder' is a folder|--recursive" },
        { 2, "cp a-file another-file", "must be s3://bucket/key" },
        { 2, "cp a-file", "destination" },
        { 2, "cp -r nowhere s3://bucket/key", "no folder 'nowhere'|s3://" },
        { 2, "cp -r a-file s3://bucket/key", "'a-file' is a file|--recursive" },
        { 2, "cp a-file a-folder copies", "'copies' is none" },
        { 2, "cp s3://bucket/folder/ copies", "names a folder|--recursive" },
        { 2, "cp - s3://bucket", "names a bucket and no key" },
        { 2, "cp -r - s3://bucket/key", "Standard input and output are one object each" },
        { 2, "mv - s3://bucket/key", "cannot be moved|cp -" },
        { 2, "mv s3://bucket/key s3://bucket/key", "onto itself" },
        { 1, "mv --recursive s3://bucket/a s3://bucket/a", "onto itself" },
        { 2, "cp a-file s3://bucket/key --shard 4/4", "--shard is '4/4'|0/4" },
        { 2, "cp a-file s3://bucket/key --bandwidth fast", "--bandwidth is 'fast'|10MB/s" },
        { 1, "sync a-folder another-folder", "s3://bucket/prefix" },
        { 2, "sync nowhere s3://bucket", "no folder 'nowhere'" },
        { 2, "sync a-folder s3://bucket --compare date", "--compare is 'date'|checksum" },
        { 2, "cp s3://bucket copy", "names a bucket and no key|s3://bucket/key" },
        { 2, "cp --accelerate a-file s3:///key", "names no bucket|s3://BUCKET/KEY" },
        { 1, "cp --accelerate a-file s3://dotted.bucket/key", "cannot be used with S3 Accelerate|dots|turn UseAccelerateEndpoint off" },
        { 1, "cp --profile nobody a-file s3://bucket/key", "no profile 'nobody'|add [profile nobody]" },
        { 1, "cp --region moon/base a-file s3://bucket/key", "'moon/base' cannot be a region|us-east-1" },
        { 2, "cp --endpoint-url localhost:9000 a-file s3://bucket/key", "'localhost:9000'|with its scheme" },
        { 2, "cp --endpoint-url 127.0.0.1:9000 a-file s3://bucket/key", "'127.0.0.1:9000'|with its scheme" },
        { 1, "doctor -- no-such-program-here", "no-such-program-here|on the path" },
        { 2, "doctor", "program" },
        { 2, "serve --port 99999", "There is no port 99999|65535" },
        { 2, "serve --port -1", "There is no port -1|65535" },
        { 1, "serve --port 0 --bucket A_B", "'A_B'|lower-case letters" },
        { 1, "serve --port 0 --region moon/base", "'moon/base' cannot be a region" },
        { 1, "serve --port 0 --data a-file", "a-file cannot be made or written|Choose another one" },
        { 2, "serve --accelerate", "'serve' does not talk to S3" },
        { 2, "upload", "'upload'|sealane --help" },
        { 2, "cp a-file s3://bucket/key http://host/?X-Amz-Signature=0123456789abcdef", "X-Amz-Signature=(masked)" },
        { 2, "mb bucket http://host/?X-Amz-Signature=0123456789abcdef", "argument 'http://h...'|mb --help" },
        { 2, "cp a-file s3://bucket/key --part-size 8", "--part-size is '8'|5MB" },
        { 2, "cp a-file s3://bucket/key --metadata colour", "--metadata is 'colour'|NAME=VALUE" },
        { 2, "cp a-file s3://bucket/key --sse-c-key 01234567890123456789012345678901", "never the key itself" },
        { 2, "cp a-file s3://bucket/key --checksum CRC16", "--checksum is 'CRC16'|CRC64NVME" },
        { 2, "ls s3://a_b!", "'a_b!'|s3://BUCKET/KEY" },
        { 2, "rm s3://bucket", "no key|--recursive" },
        { 2, "rm", "--files-from" },
        { 2, "rm --files-from nothing-here.txt", "'nothing-here.txt' cannot be read|Name a file" },
        { 2, "mb s3://bucket/key", "more than a bucket|s3://BUCKET" },
        { 2, "mb A_B", "'A_B'" },
        { 2, "presign s3://bucket/key --expires-in 8d", "seven days|3h" },
        { 2, "presign s3://bucket/key --expires-in soon", "--expires-in is 'soon'|3h or 7d" },
        { 2, "presign s3://bucket", "names a bucket and no key" },
        { 2, "uploads abort s3://bucket/", "--older-than 7d" },
        { 2, "run nothing-here.txt", "'nothing-here.txt' cannot be read" },
        { 2, "completion tcsh", "'tcsh'" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_answered_with_what_is_wrong_and_what_to_do(int exit, string line, string phrases)
    {
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.File("a-file"), "content", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(folder.File("a-folder"));
        Directory.CreateDirectory(folder.File("full-folder/with-something-in-it"));
        Command.SaysWhatIsWrongAndWhatToDo(await Command.RunAsync(folder, line.Split(' ')), exit, phrases.Split('|'));
    }

    [Fact]
    public async Task A_region_that_does_not_exist_is_named_and_so_is_what_to_check()
    {
        using var folder = new ScratchFolder();

        // A network that answers for every name, or a proxy, has other sentences; all name the host and what to check.
        var refused = await Command.RunAsync(folder, ["cp", folder.Random("file", 10), "s3://sealane-nowhere/key"], ("AWS_REGION", "moon-base-1"), ("AWS_MAX_ATTEMPTS", "1"));
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, "sealane-nowhere.s3.moon-base-1.amazonaws.com", "Check");
    }

    [Fact]
    public async Task Without_a_region_the_ways_to_set_one_are_named()
    {
        using var folder = new ScratchFolder();
        var refused = await Command.RunAsync(folder, ["cp", folder.Random("file", 10), "s3://bucket/key"], ("AWS_REGION", null));
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, "No region is set", "AWS_REGION", "profile");
    }

    [Fact]
    public async Task Without_credentials_the_places_that_were_looked_at_are_named()
    {
        using var folder = new ScratchFolder();
        var refused = await Command.RunAsync(
            folder, ["cp", folder.Random("file", 10), "s3://bucket/key"], ("AWS_ACCESS_KEY_ID", null), ("AWS_SECRET_ACCESS_KEY", null));
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, "There are no credentials", "AWS_ACCESS_KEY_ID", "profile 'default'");
    }

    [Theory]
    [InlineData("AWS_SECRET_ACCESS_KEY", "secret access key")]
    [InlineData("AWS_SESSION_TOKEN", "session token")]
    public async Task A_credential_that_was_copied_with_a_line_end_in_it_is_named_and_not_shown(string variable, string name)
    {
        using var folder = new ScratchFolder();
        var refused = await Command.RunAsync(folder, ["cp", folder.Random("file", 10), "s3://bucket/key"], (variable, "first-half\nsecond-half"));
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, $"The {name} holds a blank or a line end", "Copy it again", "the environment");
        Assert.DoesNotContain("half", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var folder = new ScratchFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var refused = await Command.RunAsync(folder, ["serve", "--port", $"{port}"]);
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, $"Port {port}", "in use", "Choose another port");
    }

    [Fact]
    public async Task An_endpoint_where_nothing_listens_is_named()
    {
        using var folder = new ScratchFolder();
        var refused = await Command.RunAsync(folder, ["cp", "--endpoint-url", "http://127.0.0.1:1", folder.Random("file", 10), "s3://bucket/key"], ("AWS_MAX_ATTEMPTS", "1"));
        Command.SaysWhatIsWrongAndWhatToDo(refused, 1, "http://127.0.0.1:1", "Check that something listens there");
    }
}
