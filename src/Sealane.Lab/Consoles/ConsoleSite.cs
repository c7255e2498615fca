using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Reports;

namespace Sealane.Lab.Consoles;

/// <summary>The console's few addresses over HTTP.</summary>
/// <remarks>
/// Any page in the user's browser can send requests to this machine. So a request counts only when it names this console as its host (a page
/// of another name that points here does not), and what changes something only from the console's own page.
/// </remarks>
internal sealed class ConsoleSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping;

    private ConsoleSite(WebApplication app, CancellationTokenSource stopping, Uri uri)
    {
        _app = app;
        _stopping = stopping;
        Uri = uri;
    }

    /// <summary>The address for a browser.</summary>
    public Uri Uri { get; }

    /// <summary>Starts to listen.</summary>
    public static async Task<ConsoleSite> StartAsync(IPEndPoint listen, DiagnosisLog log, IReadOnlyList<string> hints, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(listen, at => at.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        var stopping = new CancellationTokenSource();
        var page = HtmlReport.WriteLive("events", hints);
        app.Run(context => ServeAsync(context, log, page, stopping.Token));
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException fault)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            stopping.Dispose();
            throw new IOException(
                fault.InnerException is AddressInUseException
                    ? $"The console cannot have port {listen.Port}: another program uses it. Choose another, or 0 for any that is free."
                    : $"The console cannot listen on {listen}: {fault.Message}",
                fault);
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new ConsoleSite(app, stopping, new Uri(address));
    }

    /// <summary>Ends the streams and stops to listen.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static Task ServeAsync(HttpContext context, DiagnosisLog log, byte[] page, CancellationToken stopping)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "frame-ancestors 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return (IsOwnHost(context.Request.Host), context.Request.Method, context.Request.Path.Value) switch
        {
            (false, _, _) => SayAsync(context, StatusCodes.Status403Forbidden, "This is the console of Sealane's lab. Ask for it by the address that it printed."),
            (_, "GET", "/") => SendAsync(context, "text/html; charset=utf-8", page),
            (_, "GET", "/events") => StreamAsync(context, log, stopping),
            (_, "GET", "/report.html") => SendAsync(context, "text/html; charset=utf-8", HtmlReport.Write(Kept(log))),
            (_, "GET", "/report.json") => SendAsync(context, "application/json", JsonReport.Write(Kept(log))),
            (_, "POST", "/clear") => ClearAsync(context, log),
            _ => SayAsync(context, StatusCodes.Status404NotFound, "This is the console of Sealane's lab, for a browser; the S3 endpoint has another port."),
        };
    }

    private static bool IsOwnHost(HostString host) =>
        host.Host is "localhost" || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static List<Diagnosis> Kept(DiagnosisLog log) => [.. log.After(0).Diagnoses.Select(kept => kept.Diagnosis)];

    private static async Task StreamAsync(HttpContext context, DiagnosisLog log, CancellationToken stopping)
    {
        context.Response.ContentType = "text/event-stream";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await new EventStream(log).WriteAsync(context.Response.BodyWriter, context.Request.Headers["Last-Event-ID"], ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The reader went, or the console ends.
        }
    }

    private static Task ClearAsync(HttpContext context, DiagnosisLog log)
    {
        if (context.Request.Headers.Origin != $"http://{context.Request.Host.Value}")
        {
            return SayAsync(context, StatusCodes.Status403Forbidden, "Only the console's own page may clear it.");
        }

        log.Clear();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task SayAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }

    private static Task SendAsync(HttpContext context, string type, byte[] content)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}
