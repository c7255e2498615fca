using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Fields whose value is a list with one element for each hop.</summary>
internal static class ListedField
{
    /// <summary>The head with one more element at the end of a list that may be there already, on one line or several (RFC 9110 5.3).</summary>
    public static MessageHead Append(MessageHead head, string name, string element) =>
        head.With(name, string.Join(", ", head.Values(name).Append(element)));
}
