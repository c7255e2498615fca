using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Examinations;

/// <summary>What a program takes up of its environment, ecosystem by ecosystem: those whose clients have a page of their own are tested there.</summary>
public sealed class EcosystemTests
{
    [Fact]
    public async Task A_Java_program_takes_the_proxy_and_the_authority_without_knowing_it()
    {
        var java = OutsideProgram.Need("java");
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(
            folder.File("Get.java"),
            """
            public class Get {
                public static void main(String[] arguments) throws Exception {
                    var connection = (java.net.HttpURLConnection) new java.net.URL("https://bucket.s3.us-east-1.amazonaws.com/key").openConnection();
                    System.out.println("status " + connection.getResponseCode());
                }
            }
            """,
            TestContext.Current.CancellationToken);

        var examined = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["doctor", "--profiles", "transparent", "--", java, folder.File("Get.java")]);
        Assert.SkipWhen(examined.Error.Contains("compiler", StringComparison.Ordinal), "this Java has no compiler");

        // It signs nothing, so nothing is proven; that it came at all is what is asked here.
        Assert.Contains("status 403", examined.Output, StringComparison.Ordinal);
        Assert.Contains("proxy                  yes", examined.Output, StringComparison.Ordinal);
        Assert.Contains("certificate authority  yes", examined.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, examined.ExitCode);
    }

    [Fact]
    public async Task A_client_that_asks_no_proxy_is_reached_by_its_endpoint()
    {
        var python = OutsideProgram.Need("python3");
        var asked = await OutsideProgram.RunAsync(python, ["-c", "import boto3; print(boto3.__version__)"]);
        Assert.SkipUnless(asked.Output.StartsWith("1.4", StringComparison.Ordinal), "this boto3 does not know AWS_ENDPOINT_URL");

        var examined = await OutsideProgram.RunAsync(
            OutsideProgram.Sealane,
            ["doctor", "--endpoint", "--profiles", "transparent,rfc9110", "--", python, "-c", """
                import os
                for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
                    os.environ.pop(name)
                import boto3
                boto3.client("s3").put_object(Bucket="my-bucket", Key="k", Body=b"hello")
                """]);

        Assert.True(examined.ExitCode == 0, examined.ToString());
        Assert.Contains("proxy                  no", examined.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_runs_once_for_each_way_meets_each_itself()
    {
        var curl = OutsideProgram.Need("curl");
        var examined = await OutsideProgram.RunAsync(
            OutsideProgram.Sealane,
            ["doctor", "--each", "--profiles", "transparent,nginx", "--", "/bin/sh", "-c",
                $"{curl} -s -f --aws-sigv4 aws:amz:us-east-1:s3 --user $AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' -T /bin/true https://bucket.s3.us-east-1.amazonaws.com/key"]);

        Assert.True(examined.ExitCode == 1, examined.ToString());
        Assert.True(examined.Output.Contains("SEAL102", StringComparison.Ordinal), examined.ToString());
        Assert.Contains("PutObject  survives   breaks", examined.Output, StringComparison.Ordinal);
    }
}
