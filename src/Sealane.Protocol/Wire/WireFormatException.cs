namespace Sealane.Protocol.Wire;

/// <summary>A message that is not in the form its operation prescribes.</summary>
/// <remarks>For a server it is the client's mistake: <see cref="Code"/> and the argument are the parts of S3's error document.</remarks>
public sealed class WireFormatException : FormatException
{
    private WireFormatException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>S3's error code: <c>InvalidArgument</c>, <c>MalformedXML</c>, <c>MissingRequestBodyError</c>.</summary>
    public string Code { get; }

    /// <summary>The member's name in the service description, when one member is at fault.</summary>
    public string? Member { get; private init; }

    /// <summary>S3's <c>ArgumentName</c>: the query parameter, header or element.</summary>
    public string? ArgumentName { get; private init; }

    /// <summary>S3's <c>ArgumentValue</c>; <see langword="null"/> when the argument is missing or secret.</summary>
    public string? ArgumentValue { get; private init; }

    internal static WireFormatException InvalidArgument(IMember member, string? value, string message) => new("InvalidArgument", message)
    {
        Member = member.Name,
        ArgumentName = member.WireName,
        ArgumentValue = member.Type == WireType.Secret ? null : value,
    };

    internal static WireFormatException Missing(IMember member) => member.Place switch
    {
        MemberPlace.Element => MalformedXml($"The element {member.WireName} is missing.", member: member.Name),
        MemberPlace.Document => new("MissingRequestBodyError", "Request Body is empty") { Member = member.Name },
        _ => InvalidArgument(member, null, $"The argument {member.WireName} is missing."),
    };

    internal static WireFormatException MalformedXml(string detail, Exception? cause = null, string? member = null) => new(
        "MalformedXML",
        $"The XML you provided was not well-formed or did not validate against our published schema ({detail})",
        cause)
    {
        Member = member,
    };
}
