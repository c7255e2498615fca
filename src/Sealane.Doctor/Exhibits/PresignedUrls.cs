using System.Text.RegularExpressions;

namespace Sealane.Doctor.Exhibits;

/// <summary>Presigned URLs, alone or anywhere in a text. What the method was that they were presigned for, a URL does not say.</summary>
internal sealed partial class PresignedUrls : ExhibitReader
{
    public override string Kind => "a presigned URL";

    public override IEnumerable<Sighting> Read(string text)
    {
        foreach (Match match in Url().Matches(text))
        {
            var target = match.Groups["target"].Value;
            if (SeenHead.Of("GET", target.StartsWith('/') ? target : "/" + target, [], match.Groups["host"].Value) is { } head)
            {
                yield return new Sighting.Sent(match.Index, head, IsMethodKnown: false);
            }
        }
    }

    // What ends a URL in prose, in quotes, in JSON; an ampersand that a page has escaped is told later, and stays.
    [GeneratedRegex("""https?://(?:[^\s/?#@'"<>]*@)?(?<host>[^\s/?#@'"<>\\]+)(?<target>/?[^\s?#'"<>\\`]*\?[^\s#'"<>`]*?(?i:X-Amz-Signature|X-Amz-Credential|AWSAccessKeyId)=[^\s#'"<>\\`]*(?:\\u0026[^\s#'"<>\\`]*)*)""")]
    private static partial Regex Url();
}
