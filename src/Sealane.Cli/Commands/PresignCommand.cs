using System.CommandLine;
using Sealane.Cli.Flags;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Protocol.Naming;
using Sealane.Protocol.Objects;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane presign</c>: a URL for somebody who has no keys.</summary>
internal static class PresignCommand
{
    private static readonly TimeSpan DefaultTime = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostTime = TimeSpan.FromDays(7);

    public static Command Create()
    {
        var target = new Argument<string>("target") { Description = "s3://bucket/key." };
        var expires = Values.Duration("--expires-in", "--expire");
        expires.Description = "How long it is good for, at most 7d; an hour if you do not say.";
        var method = Values.Choice("--method", ["GET", "PUT"], "-X");
        method.Description = "PUT lets the receiver upload; GET, the default, lets them download.";
        var contentType = new Option<string?>("--content-type") { HelpName = "type", Description = "With PUT: the receiver must send this Content-Type." };
        var version = new Option<string?>("--version-id") { HelpName = "id", Description = "With GET: this version, not the newest." };
        return new S3Command("presign", "Sign a URL that anybody may use until it expires.", (session, parsed, cancellationToken) => PresignAsync(
            session,
            Location.ParseObject(parsed.GetValue(target)!),
            parsed.GetValue(expires) ?? DefaultTime,
            parsed.GetValue(method) == "PUT",
            parsed.GetValue(contentType),
            parsed.GetValue(version),
            cancellationToken))
        {
            Examples =
            [
                new("sealane presign s3://bucket/report.pdf --expires-in 3h", "a link for the afternoon"),
                new("sealane presign s3://bucket/inbox/a.bin --method PUT --expires-in 7d", "then: curl -T a.bin URL"),
            ],
            Arguments = { target },
            Options = { expires, method, contentType, version },
        };
    }

    private static async Task<int> PresignAsync(
        Session session, S3Uri uri, TimeSpan expires, bool put, string? contentType, string? version, CancellationToken cancellationToken)
    {
        if (expires < TimeSpan.FromSeconds(1) || expires > MostTime)
        {
            throw new UsageException($"A signed URL is good for a second to seven days, not for {expires:g}. Write --expires-in 3h, for example.");
        }

        var presigned = put
            ? await session.S3.PresignAsync(PutObject.Operation, new PutObjectRequest { Bucket = uri.Bucket, Key = uri.Key, ContentType = contentType }, expires, cancellationToken).ConfigureAwait(false)
            : await session.S3.PresignAsync(GetObject.Operation, new GetObjectRequest { Bucket = uri.Bucket, Key = uri.Key, VersionId = version }, expires, cancellationToken).ConfigureAwait(false);
        var report = session.Report;
        if (report.Style.Json)
        {
            report.WriteJson(json =>
            {
                json.WriteString("method"u8, presigned.Method);
                json.WriteString("url"u8, presigned.Url);
                json.WriteString("expires"u8, Times.Wire(presigned.Expires));
                json.WriteStartObject("headers"u8);
                foreach (var field in presigned.Headers)
                {
                    json.WriteString(field.Name, field.Value);
                }

                json.WriteEndObject();
            });
        }
        else
        {
            report.Lines.Text(presigned.Url).End();
            foreach (var field in presigned.Headers)
            {
                Complaints.Note($"Send it with the header {field.Name}: {field.Value}");
            }
        }

        report.Flush();
        return ExitCode.Done;
    }
}
