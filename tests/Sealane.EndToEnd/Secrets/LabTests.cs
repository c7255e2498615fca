using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Text;
using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Doctor;
using Sealane.Doctor.Reports;
using Sealane.EndToEnd.Running;
using Sealane.Lab;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Signing.Keys;
using Sealane.Transfers;
using Sealane.Transport;

namespace Sealane.EndToEnd.Secrets;

/// <summary>Refusals of every kind, in one process: what client, edge, server, lab and doctor print, throw and keep is searched for secrets.</summary>
public sealed class LabTests
{
    private readonly Artefacts _artefacts = new();

    [Fact]
    public async Task Nothing_that_client_edge_server_or_doctor_says_of_a_refusal_holds_a_secret()
    {
        // 1 The whole house, and everything that is thrown in it, caught or not.
        void Keep(object? sender, FirstChanceExceptionEventArgs thrown) => _artefacts.Add("an exception that was thrown", thrown.Exception);
        AppDomain.CurrentDomain.FirstChanceException += Keep;
        var words = Owner.Words();
        try
        {
            await using var lab = await S3Lab.StartAsync(new LabOptions { Credentials = Owner.Misremembered, OnVoyage = voyage => _artefacts.Add("a voyage", voyage) });

            // 2 Requests that are refused.
            await RefuseAsync(lab);

            // 3 They did carry what is searched for, and the refusals did repeat it.
            var sent = lab.Voyages.Select(voyage => Encoding.Latin1.GetString(voyage.Sent)).ToList();
            Assert.Contains(sent, head => head.Contains(Owner.Token, StringComparison.Ordinal));
            Assert.Contains(sent, head => head.Contains(Owner.AnotherToken, StringComparison.Ordinal));
            Assert.Contains(sent, head => head.Contains(Owner.CustomerKeyText, StringComparison.Ordinal));
            Assert.Contains(sent, head => head.Contains("X-Amz-Signature=", StringComparison.Ordinal));
            foreach (var voyage in lab.Voyages)
            {
                words.AddSignatures(voyage.Sent);
                words.Add("the expected signature", voyage.Arrival?.Verification?.Trace.Signature ?? new string('-', 64));
            }

            // 4 What they look like to whoever looks on.
            Examine(lab);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Keep;
        }

        // 5 The search.
        Assert.True(_artefacts.CountWith("(masked)") > 10, "what is masked was not even looked at");
        Assert.True(_artefacts.CountWith("SignatureDoesNotMatch") > 5, "nothing was refused");
        _artefacts.AssertWithout(words);
    }

    private async Task RefuseAsync(S3Lab lab)
    {
        using var folder = new ScratchFolder();
        var small = folder.Random("small", 1000);
        await using var s3 = new S3Client(OptionsFor(lab, Owner.Credentials));
        await using var stale = new S3Client(OptionsFor(lab, new SigningCredentials(Owner.AccessKeyId, Owner.Secret, Owner.AnotherToken)));
        var put = new PutObjectRequest { Bucket = "box", Key = "k", Body = "hello"u8.ToArray(), SSECustomerAlgorithm = "AES256", SSECustomerKey = Owner.CustomerKeyText };
        var copy = new CopyObjectRequest
        {
            Bucket = "box",
            Key = "k",
            CopySource = "box/k",
            CopySourceSSECustomerAlgorithm = "AES256",
            CopySourceSSECustomerKey = Owner.CustomerKeyText,
        };
        var upload = new UploadOptions { SseCustomerKey = Owner.CustomerKeyText };
        _artefacts.AddAll("a request", [put, copy, upload, s3.Options, s3.Options.Credentials]);

        await RefusedAsync<SignatureMismatchException>("PutObject", () => s3.PutObjectAsync(put));
        await RefusedAsync<SignatureMismatchException>("CopyObject", () => s3.CopyObjectAsync(copy));
        await RefusedAsync<SignatureMismatchException>("UploadFile", () => s3.UploadFileAsync("box", "k", small, upload));
        await RefusedAsync<SignatureMismatchException>("DownloadFile", () => s3.DownloadFileAsync("box", "k", folder.File("back")));
        await RefusedAsync<S3Exception>("a wrong session token", () => stale.PutObjectAsync(put));
        await RefusedAsync<S3ConnectionException>("a proxy that is not there", () => BehindAProxyAsync(lab));
        await RefusedAsync<S3ConfigurationException>("a presigned URL for an endpoint", () => WithEndpointAsync(lab, "https://box.s3.amazonaws.com/k?X-Amz-Security-Token=" + Uri.EscapeDataString(Owner.Token)));
        await PresignedAsync(lab, await s3.PresignGetAsync("box", "k", TimeSpan.FromMinutes(1)));
        await PresignedAsync(lab, await s3.PresignAsync(PutObject.Operation, put, TimeSpan.FromMinutes(1)));
    }

    private async Task RefusedAsync<T>(string what, Func<Task> attempt)
        where T : Exception
    {
        var refusal = await Assert.ThrowsAnyAsync<T>(attempt);
        _artefacts.AddAll($"the exception of {what}", [refusal, refusal.Message]);
        _artefacts.AddAll($"the data of {what}", refusal.Data.Values.Cast<object?>());
        if (refusal is S3Exception s3)
        {
            _artefacts.AddAll($"the refusal of {what}", [s3.S3Message, s3.Remedy, s3.HostId, s3.RequestId]);
        }

        if (refusal is SignatureMismatchException { Comparison: var comparison })
        {
            // S3 repeats the whole canonical request, token and keys included.
            Assert.Contains("(masked)", comparison.Arrived, StringComparison.Ordinal);
            _artefacts.AddAll($"the comparison of {what}", [comparison, comparison.Conclusion, comparison.Signed, comparison.Arrived, .. comparison.Differences]);
        }
    }

    // The URL as somebody else uses it, who has nothing but what the answer says.
    private async Task PresignedAsync(S3Lab lab, PresignedUrl presigned)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { ConnectCallback = async (context, token) => await lab.DialAsync(context.DnsEndPoint.Host, token), UseProxy = false }, disposeHandler: true);
        using var request = new HttpRequestMessage(new HttpMethod(presigned.Method), presigned.Url.Replace("https://", "http://", StringComparison.Ordinal).Replace("amazonaws.com", "amazonaws.com:443", StringComparison.Ordinal));
        request.Headers.Host = new Uri(presigned.Url).Host;
        request.Content = presigned.Method == "PUT" ? new ByteArrayContent("hello"u8.ToArray()) : null;
        foreach (var field in presigned.Headers)
        {
            request.Headers.TryAddWithoutValidation(field.Name, field.Value);
        }

        using var answer = await http.SendAsync(request);
        Assert.Equal(403, (int)answer.StatusCode);
        _artefacts.AddAll("a presigned URL", [presigned, .. presigned.Headers]);
    }

    private static async Task BehindAProxyAsync(S3Lab lab)
    {
        using var nobody = new Socket(SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var proxy = new Uri($"http://owner:{Owner.Password}@{nobody.LocalEndPoint}");
        await using var s3 = new S3Client(OptionsFor(lab, Owner.Credentials) with { ConnectTo = [], Proxy = ProxyRules.For(proxy), MaxAttempts = 1 });
        await s3.PutObjectAsync("box", "k", new byte[10]);
    }

    private static async Task WithEndpointAsync(S3Lab lab, string url)
    {
        await using var s3 = new S3Client(OptionsFor(lab, Owner.Credentials) with { UseAccelerateEndpoint = false, EndpointUrl = new Uri(url) });
        await s3.PutObjectAsync("box", "k", new byte[10]);
    }

    private static S3ClientOptions OptionsFor(S3Lab lab, SigningCredentials credentials) => new()
    {
        Region = "us-east-1",
        Credentials = new GivenCredentials(credentials),
        UseAccelerateEndpoint = true,
        ConnectTo = [new ConnectToRule(null, null, $"{lab.Front.Address}", lab.Front.Port)],
        CaBundle = lab.AuthorityFile,
        Proxy = ProxyRules.None,
    };

    private void Examine(S3Lab lab)
    {
        var doctor = new SignatureDoctor(new SigningKeyCache());
        Func<string, string?>[] knowledge = [lab.SecretOf, _ => Owner.Secret, _ => null];
        foreach (var secretOf in knowledge)
        {
            var diagnoses = lab.Voyages.Select(voyage => doctor.Examine(voyage, secretOf)).ToList();
            _artefacts.AddAll("a diagnosis", diagnoses);
            _artefacts.AddAll("a finding", diagnoses.SelectMany(diagnosis => diagnosis.Findings));
            _artefacts.AddAll("a difference", diagnoses.SelectMany(diagnosis => diagnosis.Differences));
            _artefacts.AddAll("a journey", diagnoses.SelectMany(diagnosis => diagnosis.Journeys));
            _artefacts.AddAll("a leg", diagnoses.SelectMany(diagnosis => diagnosis.Legs));
            _artefacts.AddAll("a canonical line", diagnoses.SelectMany(diagnosis => diagnosis.CanonicalRequests?.Lines ?? []));
            _artefacts.Add("the report", TextReport.Write(diagnoses));
            _artefacts.Add("the report as JSON", Encoding.UTF8.GetString(JsonReport.Write(diagnoses)));
            _artefacts.AddAll("one report", diagnoses.Select(TextReport.Write));
        }

        foreach (var voyage in lab.Voyages)
        {
            var head = Signing.Journey.MessageHead.Parse(voyage.Sent);
            _artefacts.AddAll("a record of the way", [voyage, voyage.Arrival, .. voyage.Hops, head, .. head.Lines, head.ToRequest(), .. head.ToRequest().Fields]);
            _artefacts.AddAll("a verification", [voyage.Arrival?.Authorization, voyage.Arrival?.Verification, voyage.Arrival?.Verification?.Trace]);
        }

        _artefacts.AddAll("the lab", [lab, lab.Environment, lab.Credentials, .. lab.Refusals, .. lab.Refusals.Select(refusal => refusal.Sentence), .. lab.Environment.Set]);
    }
}
