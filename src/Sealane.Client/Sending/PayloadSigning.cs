namespace Sealane.Sending;

/// <summary>Whether an object's bytes are part of the signature.</summary>
public enum PayloadSigning
{
    /// <summary>Over TLS no, since TLS guards them already; over plain HTTP yes.</summary>
    Auto,

    /// <summary>Yes, over TLS too: at the cost of a SHA-256 over every byte.</summary>
    Always,

    /// <summary>No, over plain HTTP neither: whoever sits on the way may then change them unseen.</summary>
    Never,
}
