using Microsoft.AspNetCore.Http;
using Sealane.Protocol.Errors;
using Sealane.Server.Addressing;
using Sealane.Server.Authentication;
using Sealane.Server.Http;
using Sealane.Server.Refusals;
using Sealane.Signing.Keys;

namespace Sealane.Server.Serving;

/// <summary>
/// What stands before every endpoint, whatever is behind it: reads where a request goes, verifies who sends it, and refuses. Thread-safe.
/// </summary>
/// <param name="known">The keys that exist here.</param>
/// <param name="domains">Names under which <c>BUCKET.NAME</c> addresses a bucket.</param>
internal abstract class Front(IReadOnlyList<SigningCredentials> known, IReadOnlyList<string> domains)
{
    private readonly Authenticator _authenticator = new(known, new SigningKeyCache());

    /// <summary>Serves one request; the story of a server.</summary>
    /// <remarks>
    /// <code>
    /// head -> address -> verify -> serve
    ///   \________\_________\________\______-> refuse, and leave the evidence
    /// </code>
    /// </remarks>
    protected async Task ServeAsync(Exchange exchange)
    {
        // 1. The head, byte for byte as it arrived, is in the exchange.
        try
        {
            // 2. Where it goes.
            Address address = exchange.Address = Address.Read(exchange.Arrived.Value("host"), exchange.Arrived.Path, domains)
                ?? throw new RefusedException(new(RequestErrors.InvalidURI));

            // 3. Who sends it.
            AccessExpectation expected = await ExpectAsync(exchange, address).ConfigureAwait(false);
            exchange.Access = _authenticator.Judge(exchange.Arrived, expected, exchange.Now);

            // 4. The rest.
            await ServeAsync(exchange, Granted(exchange.Access)).ConfigureAwait(false);
        }
        catch (Exception failure) when (Refusing.Of(failure, exchange.Aborted) is { } refusal)
        {
            await RefuseAsync(exchange, refusal).ConfigureAwait(false);
        }
    }

    /// <summary>What the place that a request goes to asks of its signature.</summary>
    protected abstract ValueTask<AccessExpectation> ExpectAsync(Exchange exchange, Address address);

    /// <summary>Serves a caller who is known, and answers.</summary>
    protected abstract Task ServeAsync(Exchange exchange, AccessDecision.Granted caller);

    /// <summary>Takes the evidence of a request, just before its answer is written.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="refusal">Why it was refused, or null.</param>
    protected abstract void Record(Exchange exchange, int status, Refusal? refusal);

    /// <summary>The refusal as it is written, with what this endpoint has to add.</summary>
    protected virtual Refusal Explain(Exchange exchange, Refusal refusal) => refusal;

    /// <summary>Whether the answer must end the connection, because bytes of the body may still be on their way; it then says so.</summary>
    protected static bool EndsConnection(Exchange exchange)
    {
        if (exchange.HasUnreadBody)
        {
            exchange.Context.Response.Headers.Connection = "close";
        }

        return exchange.HasUnreadBody;
    }

    private static AccessDecision.Granted Granted(AccessDecision decision) => decision switch
    {
        AccessDecision.Granted granted => granted,
        AccessDecision.Denied denied => throw new RefusedException(denied.Refusal),
        _ => throw new InvalidOperationException("A decision is either a grant or a denial."),
    };

    private async Task RefuseAsync(Exchange exchange, Refusal refusal)
    {
        HttpContext context = exchange.Context;

        if (context.Response.HasStarted)
        {
            // Half an answer is out: only a broken connection tells the client that the rest is missing.
            context.Abort();
            return;
        }

        context.Response.Clear();
        refusal = Explain(exchange, refusal);
        Record(exchange, refusal.Row.Status, refusal);

        if (exchange.Aborted.IsCancellationRequested)
        {
            return;
        }

        bool unread = EndsConnection(exchange);
        await Answer.RefuseAsync(context, refusal, exchange.Resource, exchange.Ids, exchange.Now, exchange.Aborted).ConfigureAwait(false);

        if (unread)
        {
            await Linger.DrainAsync(context).ConfigureAwait(false);
        }
    }
}
