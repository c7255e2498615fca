using System.Text;
using Microsoft.AspNetCore.Http;
using Sealane.Gateway.Records;
using Sealane.Gateway.Upstream;

namespace Sealane.Gateway.Admin;

/// <summary>The pages for who runs the gateway, on a port of their own: no bucket's name can hide them, and no caller needs them.</summary>
internal sealed class AdminService(Readiness readiness, GatewayCounters counters)
{
    /// <summary>Serves one request.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        var (status, type, text) = (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET" or "HEAD", "/healthz/live" or "/healthz") => (200, "text/plain", "live\n"),
            ("GET" or "HEAD", "/healthz/ready") => await readiness.AskAsync(context.RequestAborted).ConfigureAwait(false)
                ? (200, "text/plain", "ready\n")
                : (503, "text/plain", readiness.IsOpen ? "the store does not answer\n" : "stopping\n"),
            ("GET" or "HEAD", "/metrics") => (200, "text/plain; version=0.0.4", counters.Write()),
            _ => (404, "text/plain", "There are /healthz/live, /healthz/ready and /metrics.\n"),
        };
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        if (context.Request.Method != "HEAD")
        {
            await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
