using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Doctor;
using Sealane.Doctor.Probing;
using Sealane.Edge.Profiles;
using Sealane.Lab.Probing;
using Sealane.Protocol.Configuration;
using Sealane.Signing.Keys;
using Sealane.Signing.Text;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane probe URL</c>: what the real way from here to a real endpoint does to signed requests.</summary>
internal static class ProbeCommand
{
    private const string Direct = "none";

    public static Command Create()
    {
        var url = new Argument<string>("url") { Description = "The endpoint as your clients address it, https://BUCKET.s3.REGION.amazonaws.com for one." };
        var proxy = new Option<string?>("--proxy") { HelpName = "url", Description = "Through this proxy, http://[NAME:PASSWORD@]HOST:PORT; HTTPS_PROXY, HTTP_PROXY and NO_PROXY count if you do not say, and 'none' goes straight." };
        var bucket = new Option<string?>("--bucket") { HelpName = "name", Description = "The bucket, in the path; none is needed where the host names it, or where the store shows what it computes without one." };
        var key = new Option<string>("--key") { HelpName = "folder", Description = "The folder that the made-up keys lie in; nothing is written.", DefaultValueFactory = _ => ProbeTable.KeyFolder };
        var keyId = new Option<string?>("--key-id") { HelpName = "id", Description = "An access key id that the endpoint knows; that of your credentials if you do not say. No secret is needed." };
        return new S3Command("probe", "Find out what the way from here to a real S3 endpoint does to signed requests.", (session, parsed, cancellationToken) => new Run(
            session,
            Url(parsed.GetValue(url)!),
            parsed.GetValue(proxy),
            parsed.GetValue(bucket),
            parsed.GetValue(key)!,
            parsed.GetValue(keyId)).ProbeAsync(cancellationToken))
        {
            Examples =
            [
                new("sealane probe https://my-bucket.s3.eu-west-1.amazonaws.com", "with the key id of your credentials"),
                new("sealane probe https://s3.example.com --bucket b --key-id AKIA...", "a key's name alone, no secret"),
                new("sealane probe https://my-bucket.s3.amazonaws.com --proxy http://proxy:3128", "through a proxy"),
            ],
            Notes = "S3 answers a wrong signature with the canonical request that it computed from what arrived. So requests with signatures that are wrong on purpose show what the way did to each part. "
                + "All are GET (and one HEAD) of keys that nobody has; nothing is written, and nothing secret is sent. With your secret at hand each is sent once more with the right signature, which proves what survives.\n"
                + "Exit code: 0 every part arrived as sent, 1 something did not, 3 the endpoint does not show what arrived.",
            Arguments = { url },
            Options = { proxy, bucket, key, keyId },
        };
    }

    private static Uri Url(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new UsageException($"'{Secrecy.MaskText(text)}' is no URL of an endpoint. Write it with its scheme: https://my-bucket.s3.eu-west-1.amazonaws.com or http://127.0.0.1:9000");

    private sealed class Run(Session session, Uri url, string? proxy, string? bucket, string key, string? keyId)
    {
        private readonly List<WayCheck> _checks = [];
        private int _requests;

        // credentials -> name -> plain probe -> the others -> causes -> likeness -> report
        public async Task<int> ProbeAsync(CancellationToken cancellationToken)
        {
            // 1 Which key: its id is enough.
            var credentials = await FindCredentialsAsync(cancellationToken).ConfigureAwait(false);
            var id = keyId ?? credentials?.AccessKeyId ?? (Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is { Length: > 0 } named ? named : null) ?? throw new UsageException(
                "Say which access key id the endpoint knows: --key-id AKIA..., or AWS_ACCESS_KEY_ID. S3 shows what arrived to ids that exist, and to others it says InvalidAccessKeyId; the secret is not needed.");
            var target = new ProbeTarget
            {
                Url = url,
                Bucket = bucket,
                Key = key,
                AccessKeyId = id,
                Region = session.Options.Region is { Length: > 0 } region ? region : "us-east-1",
                Credentials = credentials?.AccessKeyId == id ? credentials : null,
            };

            // 2 Which way.
            var route = Route();
            var probe = new WayProbe(route, session.Clock);
            var count = (ProbeTable.Rows.Count * (target.Credentials is null ? 1 : 2)) + 1;
            Complaints.Note($"Sends up to {count} requests to {url.Scheme}://{target.Host}{(route.Proxy is null ? "" : $" through {route.Proxy.Authority}")}, at most ten a second, all GET or HEAD of keys under {target.Folder} that nobody has; nothing is written.");
            await CheckNameAsync(route.Proxy ?? url, route.Proxy is not null, cancellationToken).ConfigureAwait(false);

            // 3 What happens to every request.
            var (adapted, beginning) = await probe.BeginAsync(target, cancellationToken).ConfigureAwait(false);
            _requests += beginning.Count;
            var answer = probe.LastAnswer;
            CheckTls(route);
            _checks.Add(WayCheck.Clock(answer, session.Clock.GetUtcNow()));
            _checks.Add(answer is null ? new("protocol", CheckResult.NotTold, "There was no answer.") : new("protocol", CheckResult.Fine, $"The endpoint speaks {answer.Version} here; this asks in HTTP/1.1, as SDKs do."));
            _checks.Add(WayCheck.Intermediaries(answer));
            await CheckRegionAsync(probe, target, adapted, cancellationToken).ConfigureAwait(false);
            await CheckAccelerationAsync(target, beginning[^1], cancellationToken).ConfigureAwait(false);

            // 4 What happens to each part.
            var outcomes = new List<ProbeOutcome>();
            if (beginning[^1].Reach == ProbeReach.Shown)
            {
                await foreach (var outcome in probe.SendAllAsync(ProbeTable.Rows.Skip(1), beginning[^1], adapted, cancellationToken).ConfigureAwait(false))
                {
                    outcomes.Add(outcome);
                    _requests += outcome.Survives is null ? 1 : 2;
                }
            }

            return await ReportAsync(route, adapted, beginning, outcomes).ConfigureAwait(false);
        }

        private async Task<int> ReportAsync(ProbeRoute route, ProbeTarget target, IReadOnlyList<ProbeOutcome> beginning, List<ProbeOutcome> outcomes)
        {
            List<ProbeOutcome> all = [.. beginning, .. outcomes];
            var shown = beginning[^1].Reach == ProbeReach.Shown;
            var report = new WayReport
            {
                Way = $"From here{(route.Proxy is null ? "" : $" through {route.Proxy.Authority}")} to {url.Scheme}://{target.Host}",
                Requests = _requests,
                Checks = _checks,
                Beginning = beginning,
                Outcomes = outcomes,
                Causes = new WayDoctor(new SigningKeyCache()).Causes(all),
                Likest = shown ? [.. ProfileLikeness.Rank([beginning[^1], .. outcomes], target, session.Clock.GetUtcNow(), EdgeProfile.All)
                    .Select(likeness => new LikeProfile(likeness.Profile.Name, likeness.Profile.Title, likeness.Alike, [.. likeness.Differing.Select(one => one.Title)]))] : [],
                Obstacle = shown ? null : Obstacle(beginning[^1]),
                Untold = [.. ProbeTable.Invisible, .. target.Credentials is null ? [(string)"whether a right signature is accepted: give the secret too (AWS_SECRET_ACCESS_KEY)"]
                    : route.Tls?.Distrust is not null ? ["whether a right signature is accepted: none is sent to whom this machine does not trust (--ca-bundle)"] : Array.Empty<string>()],
            };
            await Console.Out.WriteAsync(session.Report.Style.Json ? Encoding.UTF8.GetString(WayReportDocument.Write(report)) + "\n" : WayText.Write(report)).ConfigureAwait(false);
            return !shown ? ExitCode.NothingSeen : report.HasFindings ? ExitCode.Failed : ExitCode.Done;
        }

        private static string Obstacle(ProbeOutcome plain) => plain switch
        {
            { Reach: ProbeReach.Unanswered } => $"No answer came: {plain.Detail}.",
            { Reach: ProbeReach.Stopped, Status: 301 or 302 or 307 or 308 } => $"The request was sent elsewhere ({plain.Detail}). Probe that address.",
            { Reach: ProbeReach.Stopped } => $"What answered is not S3: {plain.Detail}. A proxy, a portal or another service stands there.",
            { Code: "InvalidAccessKeyId" } => "The endpoint does not know the key id, and shows what arrived only to ids that it knows. Give one of its own: --key-id.",
            { Code: "SignatureDoesNotMatch" } => "The endpoint refused the signature and does not show the canonical request that it computed, as some stores do not (MinIO for one). Through a lab of your own it can be seen: sealane doctor.",
            { Code: "PermanentRedirect" or "TemporaryRedirect" } => $"The bucket is at another endpoint ({plain.Detail}). Probe that one.",
            { Code: "AccessDenied" } => $"The endpoint took the request for an anonymous one ({plain.Detail}): something on the way removed the Authorization header (SEAL113), or the endpoint looks at no signature here.",
            _ => $"The endpoint refused for another reason before it looked at the signature: {plain.Detail}.",
        };

        private async Task<SigningCredentials?> FindCredentialsAsync(CancellationToken cancellationToken)
        {
            var source = session.Options.Credentials;
            try
            {
                var found = await source.FindAsync(cancellationToken).ConfigureAwait(false);
                _checks.Add(found is null
                    ? new("credentials", CheckResult.Notice, $"None in {source.Description}: only wrong signatures are sent, which is enough to see what arrives.")
                    : new("credentials", CheckResult.Fine, $"{found.AccessKeyId}{(found.SessionToken is null ? "" : ", temporary")}, from {source.Description}."));
                return found;
            }
            catch (Diagnostics.S3ConfigurationException problem)
            {
                _checks.Add(new("credentials", CheckResult.Trouble, problem.Message));
                return null;
            }
        }

        private ProbeRoute Route()
        {
            var named = proxy is null or Direct ? null
                : Uri.TryCreate(proxy.Contains("://", StringComparison.Ordinal) ? proxy : $"http://{proxy}", UriKind.Absolute, out var given) && given.Scheme == Uri.UriSchemeHttp ? given
                : throw new UsageException($"'{Secrecy.MaskText(proxy)}' is no HTTP proxy. Write --proxy http://HOST:PORT, or --proxy none.");
            var used = proxy == Direct ? null : named ?? session.Options.Proxy.For(url.Scheme, url.Host, url.Port);
            if (used is not null && used.Scheme != Uri.UriSchemeHttp)
            {
                throw new UsageException($"The proxy {used.GetLeftPart(UriPartial.Authority)} is spoken to in {used.Scheme}, which the probe cannot. Give --proxy http://HOST:PORT, or --proxy none.");
            }

            X509Certificate2Collection? trusted = null;
            if (session.Options.CaBundle is { } bundle)
            {
                trusted = [];
                trusted.ImportFromPemFile(bundle);
            }

            return new ProbeRoute
            {
                Url = url,
                Proxy = used is null ? null : new UriBuilder(used) { UserName = string.Empty, Password = string.Empty }.Uri,
                ProxyUser = named?.UserInfo is { Length: > 0 } user ? Uri.UnescapeDataString(user) : null,
                Trusted = trusted,
            };
        }

        private async Task CheckNameAsync(Uri host, bool isProxy, CancellationToken cancellationToken)
        {
            try
            {
                var addresses = await Dns.GetHostAddressesAsync(host.IdnHost, cancellationToken).ConfigureAwait(false);
                _checks.Add(new("name", CheckResult.Fine, $"{host.IdnHost} is {string.Join(", ", addresses.Take(4).Select(address => address.ToString()))}{(addresses.Length > 4 ? $" and {addresses.Length - 4} more" : "")}"
                    + (isProxy ? "; that is the proxy, which looks up the endpoint's name itself." : ".")));
            }
            catch (SocketException problem)
            {
                _checks.Add(new("name", CheckResult.Trouble, $"{host.IdnHost} cannot be looked up: {problem.Message.TrimEnd('.')}. Look at the name, and whether a proxy is needed from here."));
            }
        }

        private void CheckTls(ProbeRoute route)
        {
            if (url.Scheme == Uri.UriSchemeHttp)
            {
                _checks.Add(new("tls", CheckResult.Notice, "Plain HTTP: anything on the way can read and change the request, and SDKs sign otherwise than over TLS (the payload is hashed)."));
            }
            else if (route.Tls is not { } tls)
            {
                _checks.Add(new("tls", CheckResult.NotTold, "No TLS came about."));
            }
            else
            {
                var issuer = tls.Issuers.Count > 0 ? tls.Issuers[0] : "nobody";
                var isAmazons = url.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase);
                var intercepted = isAmazons && !issuer.Contains("Amazon", StringComparison.OrdinalIgnoreCase) && !issuer.Contains("DigiCert", StringComparison.OrdinalIgnoreCase);
                _checks.Add(new("tls", tls.Distrust is not null || intercepted ? CheckResult.Trouble : CheckResult.Fine,
                    $"{tls.Protocol}, the certificate was issued by {issuer}{(tls.Issuers.Count > 1 ? $", its chain ends at {tls.Issuers[^1]}" : "")}."
                    + (intercepted ? " That is not Amazon: a proxy reads this connection and may change what is in it." : string.Empty)
                    + (tls.Distrust is { } why ? $" This machine does not trust it ({why}): clients will refuse it unless AWS_CA_BUNDLE or --ca-bundle names its authority." : string.Empty)));
            }
        }

        private async Task CheckRegionAsync(WayProbe probe, ProbeTarget target, ProbeTarget adapted, CancellationToken cancellationToken)
        {
            var path = bucket is null ? "/" : $"/{PercentEncoding.Encode(bucket)}";
            _requests++;
            var region = (await probe.HeadAsync(path, target.Host, cancellationToken).ConfigureAwait(false))?.Value("x-amz-bucket-region") ?? (adapted.Region != target.Region ? adapted.Region : null);
            _checks.Add(region is null ? new("region", CheckResult.NotTold, $"Signed for {target.Region}, which the endpoint did not object to and does not name.")
                : region == target.Region ? new("region", CheckResult.Fine, $"The bucket is in {region}, as signed for.")
                : new("region", CheckResult.Trouble, $"The bucket is in {region}, and your setting is {target.Region}: set AWS_REGION={region}. (The probes were signed for {adapted.Region}.)"));
        }

        private async Task CheckAccelerationAsync(ProbeTarget target, ProbeOutcome plain, CancellationToken cancellationToken)
        {
            if (plain.Detail?.Contains("Accelerat", StringComparison.Ordinal) == true)
            {
                _checks.Add(new("acceleration", CheckResult.Trouble, $"{plain.Detail} Switch it on (sealane accelerate on s3://BUCKET), or use the bucket's own endpoint."));
                return;
            }

            var name = bucket ?? (url.Host.Split(".s3", 2) is [var first, _] ? first : null);
            if (name is null || target.Credentials is null)
            {
                _checks.Add(new("acceleration", CheckResult.NotTold, target.Credentials is null ? "Whether the bucket has Transfer Acceleration is told to its owner only: give the secret too." : "Name the bucket (--bucket) to learn whether it has Transfer Acceleration."));
                return;
            }

            try
            {
                var options = session.Options with { EndpointUrl = url.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) ? null : new Uri(url.GetLeftPart(UriPartial.Authority)), UseAccelerateEndpoint = false };
                var s3 = new S3Client(options);
                await using (s3.ConfigureAwait(false))
                {
                    var state = await s3.GetBucketAccelerateConfigurationAsync(name, cancellationToken).ConfigureAwait(false);
                    _checks.Add(new("acceleration", CheckResult.Fine, $"Transfer Acceleration of {name} is {state.Status?.ToLowerInvariant() ?? "off, and never was on"}."));
                }
            }
            catch (Exception problem) when (Sentences.IsForPeople(problem))
            {
                _checks.Add(new("acceleration", CheckResult.NotTold, $"The bucket's state was not told: {Sentences.Of(problem)}"));
            }
        }
    }
}
