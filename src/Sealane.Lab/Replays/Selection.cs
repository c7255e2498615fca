using System.Globalization;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;

namespace Sealane.Lab.Replays;

/// <summary>Which of many requests are replayed: a few of every kind, since the thousandth of a kind tells nothing new.</summary>
internal static class Selection
{
    private const int MostOfAKind = 3;
    private const int Most = 300;

    // What a way may treat differently: escapes, doubled slashes, dots, and what is not a letter of ASCII.
    private static readonly string[] Marks = ["//", "/.", "%2F", "%2f", "%2B", "+", "%20", "%25", "%7E", "~", "=", ";", ":", "@", "&", "'", "(", "*", "%C3", "%c3", "%E"];

    /// <summary>The requests to replay, in the order in which they were sent.</summary>
    public static IReadOnlyList<CapturedRequest> Of(IReadOnlyList<CapturedRequest> requests)
    {
        var chosen = requests.GroupBy(KindOf, StringComparer.Ordinal).SelectMany(kind => kind.Take(MostOfAKind).Select((request, i) => (request, i)))
            .OrderBy(each => each.i).Take(Most).Select(each => each.request).ToHashSet();
        return [.. requests.Where(chosen.Contains)];
    }

    // method, shape of the target, names of the headers, what is signed, how the body is framed and how large it is
    private static string KindOf(CapturedRequest request)
    {
        var head = MessageHead.Parse(request.Head);
        var query = head.Target.IndexOf('?', StringComparison.Ordinal);
        var (path, parameters) = query < 0 ? (head.Target, "") : (head.Target[..query], head.Target[(query + 1)..]);
        var depth = Math.Min(path.AsSpan(1).Count('/'), 2);
        var marks = string.Join(' ', Marks.Where(mark => path.Contains(mark, StringComparison.Ordinal)));
        var names = string.Join(',', parameters.Split('&').Select(pair => pair.Split('=')[0]).Order(StringComparer.Ordinal));
        var headers = string.Join(',', head.Lines.Select(line => line.Name));
        var host = head.Value("host");
        var signed = AuthorizationReader.Read(head.ToRequest()) is AuthorizationReading.Present { Authorization: var authorization }
            ? $"{authorization.Form} {string.Join(';', authorization.SignedHeaders)}" : "unsigned";
        var size = request.BodyLength == 0 ? 0 : (int)Math.Log2(request.BodyLength) / 4;
        return string.Create(
            CultureInfo.InvariantCulture, $"{head.Method} {host} {depth} {marks}?{names} {headers} {signed} {head.Value("x-amz-content-sha256")?[..1]} {request.Framing} {size} {head.Value("user-agent")}");
    }
}
