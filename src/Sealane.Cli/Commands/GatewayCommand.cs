using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sealane.Cli.Flags;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Gateway;
using Sealane.Gateway.Callers;
using Sealane.Gateway.Records;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane gateway</c>: keys of one's own before a store whose key stays here.</summary>
internal static class GatewayCommand
{
    private const string AddressForm = "a port of 127.0.0.1, or an address and a port: 9000, 0.0.0.0:9000 or [::]:9000";
    private const string IdVariable = "SEALANE_GATEWAY_ACCESS_KEY_ID";
    private const string SecretVariable = "SEALANE_GATEWAY_SECRET_ACCESS_KEY";

    private static readonly IPEndPoint DefaultAddress = new(IPAddress.Loopback, 9000);

    public static Command Create()
    {
        var upstream = Values.Of("--upstream", [], Url, "it with its scheme: http://127.0.0.1:9000 for example", "url");
        upstream.Description = "The store. Its region, keys and CA are found as every command finds them (--region, --profile, --ca-bundle, the environment).";
        var listen = Values.Of("--listen", [], Address, AddressForm, "address");
        listen.Description = $"Where callers come in; {DefaultAddress} if you do not say.";
        var admin = Values.Of("--admin", [], Address, AddressForm, "address");
        admin.Description = "Where /healthz/live, /healthz/ready and /metrics are; nowhere if you do not say.";
        var keys = new Option<string?>("--keys") { HelpName = "file", Description = $"The keys of callers (JSON: docs/gateway.md). Without it one key, of {IdVariable} and {SecretVariable}." };
        var domain = new Option<string[]>("--domain") { HelpName = "name", Description = "A name of the gateway, so that BUCKET.NAME is a bucket; may be repeated.", DefaultValueFactory = _ => [] };
        var tls = new Option<string?>("--tls") { HelpName = "file", Description = "Serve HTTPS with this certificate and those above it (PEM)." };
        var tlsKey = new Option<string?>("--tls-key") { HelpName = "file", Description = "The certificate's key (PEM), where it is not in the same file." };
        return new S3Command("gateway", "Let callers in with keys of your own, and sign anew for a store behind.", (session, parsed, cancellationToken) => ServeAsync(
            new GatewayOptions
            {
                Listen = parsed.GetValue(listen) ?? DefaultAddress,
                Admin = parsed.GetValue(admin),
                Callers = Callers(parsed.GetValue(keys)),
                Domains = ["localhost", .. parsed.GetValue(domain)!],
                Tls = parsed.GetValue(tls) is { } file ? Certificate(file, parsed.GetValue(tlsKey) ?? file) : null,
                Store = session.Options with { EndpointUrl = parsed.GetValue(upstream) ?? session.Options.EndpointUrl, Transport = TransportKind.Sockets },
                OnRequest = request => Log(request, session.Report.Style.Quiet),
            },
            cancellationToken))
        {
            Examples =
            [
                new("sealane gateway --upstream http://10.0.0.5:9000 --keys keys.json", "the store's own key from AWS_ACCESS_KEY_ID or a profile"),
                new("sealane gateway --upstream https://s3.eu-west-1.amazonaws.com --region eu-west-1 --listen 0.0.0.0:443 --tls site.pem --admin 9100", "in production"),
            ],
            Notes = "Every request is a line on standard error; a refused one is explained there. With --quiet only those are written.",
            Options = { upstream, listen, keys, admin, domain, tls, tlsKey },
        };
    }

    private static async Task<int> ServeAsync(GatewayOptions options, CancellationToken cancellationToken)
    {
        var gateway = await S3Gateway.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (gateway.ConfigureAwait(false))
        {
            Complaints.Note($"Gateway on {gateway.Uri.GetLeftPart(UriPartial.Authority)} for {options.Store.EndpointUrl?.GetLeftPart(UriPartial.Path) ?? "S3"}, "
                + $"{options.Callers.Count} {(options.Callers.Count == 1 ? "key" : "keys")}{(gateway.Admin is { } admin ? $", health and metrics on {admin.GetLeftPart(UriPartial.Authority)}" : "")}. Stop with Ctrl+C.");
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Ctrl+C is how it ends.
            }
        }

        return ExitCode.Done;
    }

    private static void Log(ForwardedRequest request, bool quiet)
    {
        if (request.Explanation is { } explanation)
        {
            Complaints.Note($"{request}\n  {explanation.TrimEnd().ReplaceLineEndings("\n  ")}");
        }
        else if (!quiet)
        {
            Complaints.Note($"{request}");
        }
    }

    private static IReadOnlyList<CallerKey> Callers(string? file)
    {
        if (file is not null)
        {
            return CallerFile.Read(file);
        }

        var (id, secret) = (Environment.GetEnvironmentVariable(IdVariable), Environment.GetEnvironmentVariable(SecretVariable));
        return !string.IsNullOrEmpty(id) && !string.IsNullOrEmpty(secret)
            ? [new CallerKey(new SigningCredentials(id, secret))]
            : throw new UsageException($"Callers need keys of their own. Name a file with --keys, or set {IdVariable} and {SecretVariable}.");
    }

    private static Func<string?, SslServerAuthenticationOptions> Certificate(string file, string keyFile)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);
            var context = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(file, keyFile), chain, offline: true);
            return _ => new SslServerAuthenticationOptions { ServerCertificateContext = context };
        }
        catch (CryptographicException fault)
        {
            throw new InvalidDataException($"{file} with the key in {keyFile} makes no certificate to serve with: {fault.Message} Both are PEM, the certificate first in its file.", fault);
        }
    }

    private static IPEndPoint? Address(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? new IPEndPoint(IPAddress.Loopback, port)
        : text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var address) ? address
        : null;

    private static Uri? Url(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
}
