namespace Sealane.Protocol.Wire;

/// <summary>Where in a message a member travels.</summary>
public enum MemberPlace
{
    /// <summary>The bucket or the key, in the host or the path.</summary>
    Label,
    Query,
    Header,

    /// <summary>All headers whose name begins so: <c>x-amz-meta-</c>.</summary>
    HeaderPrefix,

    /// <summary>An element of the document.</summary>
    Element,

    /// <summary>The text of the document's root: GetBucketLocation alone.</summary>
    RootText,

    /// <summary>The whole document.</summary>
    Document,

    /// <summary>The streamed payload.</summary>
    Body,
}
