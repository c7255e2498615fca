using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Sealane.Tests.Lab.Proxy;

/// <summary>An origin that answers with what it was asked: the raw target, Host and the names of all headers, and a number as its request id.</summary>
internal sealed class EchoOrigin : IAsyncDisposable
{
    private readonly WebApplication _server;
    private int _requests;

    private EchoOrigin(WebApplication server) => _server = server;

    public IPEndPoint EndPoint { get; private set; } = null!;

    public int Requests => _requests;

    public static async Task<EchoOrigin> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var origin = new EchoOrigin(server);
        server.Run(origin.AnswerAsync);
        await server.StartAsync();
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        origin.EndPoint = new IPEndPoint(IPAddress.Loopback, new Uri(address).Port);
        return origin;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.Headers["x-amz-request-id"] = $"ECHO{Interlocked.Increment(ref _requests)}";
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var body = $"{context.Request.Method} {target} host={context.Request.Host} names={string.Join(',', context.Request.Headers.Select(header => header.Key))}";
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(body);
        await context.Response.WriteAsync(body);
    }
}
