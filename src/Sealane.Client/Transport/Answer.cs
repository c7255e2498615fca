using Sealane.Signing.Requests;

namespace Sealane.Transport;

/// <summary>The head of an answer, and the body still to be read. Disposing it gives the connection back.</summary>
internal sealed class Answer : IDisposable
{
    private readonly HttpResponseMessage _message;

    public Answer(HttpResponseMessage message)
    {
        _message = message;
        Status = (int)message.StatusCode;
        var fields = new List<HeaderField>(16);
        foreach (var (name, values) in message.Headers.NonValidated)
        {
            foreach (var value in values)
            {
                fields.Add(new HeaderField(name, value));
            }
        }

        foreach (var (name, values) in message.Content.Headers.NonValidated)
        {
            foreach (var value in values)
            {
                fields.Add(new HeaderField(name, value));
            }
        }

        Fields = fields;
    }

    public int Status { get; }

    /// <summary>The fields, one char a byte; those of the content last.</summary>
    public List<HeaderField> Fields { get; }

    /// <summary>What Content-Length says, or null.</summary>
    public long? Length => _message.Content.Headers.ContentLength;

    /// <summary>The first value of a field, or null.</summary>
    public string? Value(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Is(name))
            {
                return field.Value;
            }
        }

        return null;
    }

    public Task<Stream> OpenBodyAsync(CancellationToken cancellationToken) => _message.Content.ReadAsStreamAsync(cancellationToken);

    public void Dispose() => _message.Dispose();
}
