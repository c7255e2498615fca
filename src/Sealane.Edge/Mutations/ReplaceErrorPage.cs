using System.Globalization;
using System.Text;

namespace Sealane.Edge.Mutations;

/// <summary>Puts a page of its own in place of an error's document; the headers that came with it are lost.</summary>
/// <param name="from">The lowest status that gets one.</param>
/// <param name="page">The page, HTML.</param>
public sealed class ReplaceErrorPage(int from, string page) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "replace-error-page";

    /// <inheritdoc/>
    public override string Reason => "People should see a page of the house, and not what some server behind it says.";

    /// <inheritdoc/>
    public override string Source => "nginx proxy_intercept_errors, CloudFront custom error responses, Apache ProxyErrorOverride, HAProxy errorfile";

    /// <inheritdoc/>
    public override Answer ApplyToAnswer(Answer answer, WayBack way)
    {
        var body = Encoding.UTF8.GetBytes(page);
        return answer.Head.Status < from ? answer : new Answer(answer.Head
            .WithLines(answer.Head.Lines.Where(line => line.Is("date") || line.Is("server") || line.Is("connection")))
            .Adding("Content-Type", "text/html")
            .Adding("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)))
        {
            Body = new() { Replacement = body },
        };
    }
}
