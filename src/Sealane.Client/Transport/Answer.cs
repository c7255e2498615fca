using Sealane.Signing.Requests;

namespace Sealane.Transport;

/// <summary>The head of an answer, and the body still to be read. Disposing it gives the connection back.</summary>
/// <param name="status">The status.</param>
/// <param name="fields">The fields, one char a byte.</param>
/// <param name="length">The bytes of the body, or null where the framing does not say.</param>
/// <param name="body">The body.</param>
/// <param name="connection">What gives the connection back.</param>
internal sealed class Answer(int status, List<HeaderField> fields, long? length, Stream body, IDisposable connection) : IDisposable
{
    public int Status => status;

    /// <summary>The fields, one char a byte.</summary>
    public List<HeaderField> Fields => fields;

    /// <summary>What Content-Length says, or null.</summary>
    public long? Length => length;

    /// <summary>The bytes behind the head.</summary>
    public Stream Body => body;

    /// <summary>The first value of a field, or null.</summary>
    public string? Value(string name)
    {
        foreach (var field in fields)
        {
            if (field.Is(name))
            {
                return field.Value;
            }
        }

        return null;
    }

    public void Dispose() => connection.Dispose();
}
