using Sealane.Signing.Requests;

namespace Sealane.Transport;

/// <summary>Turns the head that was signed into the message that is sent: field for field, the target byte for byte.</summary>
internal static class HeadToMessage
{
    // Uri would resolve dot segments and decode %7E, and the signed path would not be the one that arrives.
    private static readonly UriCreationOptions Raw = new() { DangerousDisablePathAndQueryCanonicalization = true };

    // Those that .NET keeps with the content; it refuses them on the request, and the others on the content.
    private static readonly string[] ContentFields =
    [
        "Allow", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length", "Content-Location", "Content-MD5",
        "Content-Range", "Content-Type", "Expires", "Last-Modified",
    ];

    private static readonly OutgoingBody Nothing = new(0, static (_, _) => Task.CompletedTask);

    /// <summary>The message of a head.</summary>
    /// <param name="scheme"><c>http</c> or <c>https</c>.</param>
    /// <param name="head">The head; its Host field is where the message goes.</param>
    /// <param name="content">The body, or null.</param>
    /// <exception cref="ArgumentException">A value has a line break, or a field cannot be sent.</exception>
    public static HttpRequestMessage Write(string scheme, RequestHead head, HttpContent? content)
    {
        var message = new HttpRequestMessage(new HttpMethod(head.Method), new Uri($"{scheme}://{head.Value("host")}{head.Target}", Raw))
        {
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        foreach (var field in head.Fields)
        {
            SendableField.Check(field);
            var sent = ContentFields.Contains(field.Name, StringComparer.OrdinalIgnoreCase)
                ? (message.Content ??= new BodyContent(Nothing)).Headers.TryAddWithoutValidation(field.Name, field.Value)
                : message.Headers.TryAddWithoutValidation(field.Name, field.Value);
            if (!sent)
            {
                throw SendableField.NoName(field);
            }
        }

        return message;
    }
}
