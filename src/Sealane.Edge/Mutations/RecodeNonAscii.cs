using System.Text;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>What becomes of bytes above 0x7F in header values.</summary>
public enum NonAsciiForm
{
    /// <summary>Each byte is taken for a character of Latin-1 and written as UTF-8.</summary>
    Utf8,

    /// <summary>The value is taken for UTF-8 and written as Latin-1, question marks for what it lacks.</summary>
    Latin1,

    /// <summary>Each byte becomes a question mark.</summary>
    QuestionMarks,

    /// <summary>The request is refused.</summary>
    Refused,
}

/// <summary>Reads header values in one character set and writes them in another.</summary>
/// <param name="form">How.</param>
/// <param name="status">The answer where it is refused; 400.</param>
public sealed class RecodeNonAscii(NonAsciiForm form, int status) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "recode-non-ascii";

    /// <inheritdoc/>
    public override string Reason => "HTTP gives bytes above 0x7F no meaning, so an intermediary that keeps text gives them its own.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 5.5; measured: HAProxy 2.6 (400 in the target), YARP 2.3 (502 in answers); .NET's and Java's default encodings";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => form == NonAsciiForm.Refused && (!Ascii.IsValid(head.Target) || head.Lines.Any(line => !Ascii.IsValid(line.Value)))
        ? plan.Refuse(status, "a byte above 0x7F is in its head")
        : plan;

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) => form == NonAsciiForm.Refused ? head : head.WithLines(head.Lines.Select(line =>
        Ascii.IsValid(line.Value) ? line : HeadLine.Of(line.Name, Recode(line.Value))));

    // One char a byte, before and after.
    private string Recode(string value) => form switch
    {
        NonAsciiForm.Utf8 => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value)),
        NonAsciiForm.Latin1 => Encoding.Latin1.GetString(Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value)))),
        _ => string.Concat(value.Select(character => char.IsAscii(character) ? character : '?')),
    };
}
