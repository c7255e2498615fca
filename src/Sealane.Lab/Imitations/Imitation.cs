using Sealane.Protocol.Naming;
using Sealane.Signing;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Lab.Imitations;

/// <summary>Another client, acted out over a raw connection: what it signs, how it frames, when it waits. Thread-safe.</summary>
/// <param name="habit">Whom to imitate.</param>
/// <param name="credentials">The keys to sign with.</param>
/// <param name="connect">Opens a connection for a host, over which TLS is spoken already; the imitation closes it.</param>
/// <param name="time">The clock that dates signatures.</param>
public sealed class Imitation(
    ClientHabit habit, SigningCredentials credentials, Func<string, CancellationToken, ValueTask<Stream>> connect, TimeProvider time)
{
    /// <value>The region that the program names. Default null: it names none, and botocore begins with us-east-1.</value>
    public string? Region { get; init; }

    /// <value>
    /// How long an answer to <c>Expect: 100-continue</c> is waited for before the body goes anyway. Default 1 s, as botocore does.
    /// </value>
    public TimeSpan PatienceForContinue { get; init; } = TimeSpan.FromSeconds(1);

    /// <value>Makes the value of <c>amz-sdk-invocation-id</c>. Default: a random one.</value>
    public Func<Guid> NextInvocation { get; init; } = Guid.NewGuid;

    /// <summary>
    /// Uploads an object. When the answer names another region for the bucket, signs and uploads once more, as botocore's redirector does.
    /// </summary>
    /// <returns>The last answer, whatever it is.</returns>
    /// <exception cref="IOException">The connection broke before an answer was whole.</exception>
    public async Task<ImitatedAnswer> PutObjectAsync(
        UploadTarget target, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var region = Region ?? "us-east-1";
        var answer = await SendAsync(target, content, region, cancellationToken).ConfigureAwait(false);
        return NamedRegion(answer) is { } named && named != region
            ? await SendAsync(target, content, named, cancellationToken).ConfigureAwait(false)
            : answer;
    }

    private static string? NamedRegion(ImitatedAnswer answer)
    {
        var isRedirect = answer.Status is 301 or 302 or 307 || answer.Error?.Code is "AuthorizationHeaderMalformed" or "PermanentRedirect";
        var region = answer.Head.Value("x-amz-bucket-region") ?? answer.Error?.Extra("Region");
        return isRedirect && RegionName.IsValid(region) ? region : null;
    }

    private async Task<ImitatedAnswer> SendAsync(
        UploadTarget target, ReadOnlyMemory<byte> content, string region, CancellationToken cancellationToken)
    {
        var parameters = new SigningParameters { Region = region, Time = time.GetUtcNow() };
        var request = ImitatedRequest.Of(habit, target, content, credentials, parameters, NextInvocation());
        var stream = await connect(target.Host, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var answers = new AnswerReader(stream);
            await WriteAsync(stream, request.Head, cancellationToken).ConfigureAwait(false);
            var pending = answers.ReadHeadAsync(cancellationToken);
            var head = await AwaitContinueAsync(pending, cancellationToken).ConfigureAwait(false);
            if (head is null or { Status: 100 })
            {
                await WriteBodyAsync(stream, request, cancellationToken).ConfigureAwait(false);
                head = head is null ? await pending.ConfigureAwait(false) : head;
            }

            while (head.Status is >= 100 and < 200)
            {
                head = await answers.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
            }

            return new ImitatedAnswer(head, await answers.ReadBodyAsync(head, cancellationToken).ConfigureAwait(false));
        }
    }

    // A final status in place of 100 keeps the body back; silence for a second lets it go.
    private async Task<MessageHead?> AwaitContinueAsync(Task<MessageHead> pending, CancellationToken cancellationToken)
    {
        try
        {
            return await pending.WaitAsync(PatienceForContinue, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static async Task WriteBodyAsync(Stream stream, ImitatedRequest request, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var piece in request.Body)
            {
                await WriteAsync(stream, piece, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // Refused before its end: the answer says why, if it can still be read.
        }
    }

    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
