using Sealane.Edge.Framing;

namespace Sealane.Edge.Mutations;

/// <summary>A mutation that a profile's file can name.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Parameters">The properties that may stand beside its name, in words; empty when there are none.</param>
/// <param name="Make">Makes it from those.</param>
public sealed record MutationRow(string Name, string Parameters, Func<PropertyReader, Mutation> Make);

/// <summary>Every mutation that there is, and how it is made from what a profile's file says.</summary>
public static class MutationTable
{
    private const string Status = "status: of the answer";

    /// <summary>All rows, by name.</summary>
    public static IReadOnlyList<MutationRow> Rows { get; } =
    [
        new("add-cloudfront-id", "", _ => new AddCloudFrontId()),
        new("add-forwarded-for", "replaces: true where what the client said goes", of => new AddForwardedFor(of.Flag("replaces"))),
        new("add-header", $"header; value, in which {{client}}, {{host}}, {{hex:N}} and {{its:NAME}}, another header, are filled in; mode: set (default), add, append, if-absent or if-present; {Scope.Parameters}",
            of => new AddHeader(of.Text("header"), of.Text("value"), of.Word("mode", ("set", AddHeaderMode.Set), ("add", AddHeaderMode.Add), ("append", AddHeaderMode.Append), ("if-absent", AddHeaderMode.IfAbsent), ("if-present", AddHeaderMode.IfPresent)), Scope.Read(of))),
        new("add-query-parameter", "parameter: as name=value", of => new AddQueryParameter(of.Text("parameter"))),
        new("add-via", "received-by: the name it goes by", of => new AddVia(of.Text("received-by"))),
        new("answer-expect", "forwards: true where Expect goes on all the same", of => new AnswerExpect(of.Flag("forwards"))),
        new("answer-not-modified", "", _ => new AnswerNotModified()),
        new("backslash-to-slash", "as-written: true where %5C is no backslash", of => new BackslashToSlash(of.Flag("as-written"))),
        new("buffer-body", "", _ => new BufferBody()),
        new("case-header-names", $"form: lower (default) or canonical; names: all by default; {Scope.Parameters}", of => new CaseHeaderNames(of.Choice("form", "lower", "canonical") == "canonical", of.Texts("names"), Scope.Read(of))),
        new("change-path-prefix", "strips: what is taken off; adds: what is put before", of => new ChangePathPrefix(of.OptionalText("strips") ?? "", of.OptionalText("adds") ?? "")),
        new("change-trailing-slash", "form: add (default) or drop", of => new ChangeTrailingSlash(of.Choice("form", "add", "drop") == "add")),
        new("collapse-blanks", Scope.Parameters, of => new CollapseBlanks(Scope.Read(of))),
        new("downgrade-http", "", _ => new DowngradeHttp()),
        new("drop-answer-trailers", "", _ => new DropAnswerTrailers()),
        new("drop-authorization", "methods: all by default", of => new DropAuthorization(of.Texts("methods"))),
        new("drop-connection-options", "options: a list", of => new DropConnectionOptions(of.Texts("options"))),
        new("drop-empty-headers", Scope.Parameters, of => new DropEmptyHeaders(Scope.Read(of))),
        new("drop-empty-query", "", _ => new DropEmptyQuery()),
        new("drop-expect", "", _ => new DropExpect()),
        new("drop-get-body", "", _ => new DropGetBody()),
        new("drop-headers", $"headers: a list, a name that ends with * stands for all that begin so; {Scope.Parameters}", of => new DropHeaders(of.Texts("headers"), Scope.Read(of))),
        new("drop-length-beside-chunked", "", _ => new DropLengthBesideChunked()),
        new("drop-odd-names", $"characters: those that are odd; {Scope.Parameters}", of => new DropOddNames(of.Text("characters"), Scope.Read(of))),
        new("drop-path-parameters", "", _ => new DropPathParameters()),
        new("drop-query-parameters", "parameters: a list, a name that ends with * stands for all that begin so", of => new DropQueryParameters(of.Texts("parameters"))),
        new("encode-characters", "characters; in: both (default), path or query; non-ascii: true for bytes above 0x7F too",
            of => new EncodeCharacters(of.Text("characters"), of.IsIn("path"), of.IsIn("query"), of.Flag("non-ascii"))),
        new("gzip-answer", "types: beginnings of content types, all by default; unasked: true where the client need not ask for it", of => new GzipAnswer(of.Texts("types"), of.Flag("unasked"))),
        new("gzip-body", "", _ => new GzipBody()),
        new("head-to-get", "", _ => new HeadToGet()),
        new("length-to-chunked", "", _ => new LengthToChunked()),
        new("limit-body", "bytes: most of the content", of => new LimitBody(of.Number("bytes", 1024 * 1024))),
        new("limit-head", $"bytes: most of the head; line-bytes: most of a header line; {Status}",
            of => new LimitHead(of.Number("bytes", long.MaxValue), of.Number("line-bytes", long.MaxValue), of.Status("status", 431))),
        new("limit-target", $"bytes: most of the URL; {Status}", of => new LimitTarget(of.Number("bytes", 8192), of.Status("status", 414))),
        new("merge-duplicates", $"headers: a list, all but cookies by default; separator: a comma and a blank by default; {Scope.Parameters}", of => new MergeDuplicates(of.Texts("headers"), of.OptionalText("separator") ?? ", ", Scope.Read(of))),
        new("merge-slashes", "", _ => new MergeSlashes()),
        new("order-headers", $"order: sorted (default), reversed or host-first; {Scope.Parameters}",
            of => new OrderHeaders(of.Word("order", ("sorted", HeaderOrder.Sorted), ("reversed", HeaderOrder.Reversed), ("host-first", HeaderOrder.HostFirst)), Scope.Read(of))),
        new("pass-through-http2", "", _ => new PassThroughHttp2()),
        new("place-headers", $"first, last: lists of names; {Scope.Parameters}", of => new PlaceHeaders(of.Texts("first"), of.Texts("last"), Scope.Read(of))),
        new("rechunk", "size: bytes of each chunk, as many as are at hand by default; digits: least number; case: lower (default) or upper",
            of => new Rechunk(new ChunkStyle((int)of.Number("size", 0, most: 1 << 24), of.Choice("case", "lower", "upper") == "upper", (int)of.Number("digits", 1, 1, 8)))),
        new("recode-non-ascii", $"form: utf-8 (default), latin-1, question-marks or refuse; {Status}",
            of => new RecodeNonAscii(of.Word("form", ("utf-8", NonAsciiForm.Utf8), ("latin-1", NonAsciiForm.Latin1), ("question-marks", NonAsciiForm.QuestionMarks), ("refuse", NonAsciiForm.Refused)), of.Status("status", 400))),
        new("redirect-to-clean-path", "", _ => new RedirectToCleanPath()),
        new("redirect-to-https", Status, of => new RedirectToHttps(of.Status("status", 301))),
        new("reencode-path", "keeps: characters that go without an escape; only-escaped: true where a path without an escape stays as it is", of => new ReencodePath(of.OptionalText("keeps") ?? "", of.Flag("only-escaped"))),
        new("reframe-answer", "to: chunked (default), length or close; only-chunked: true where an answer with a length keeps it",
            of => new ReframeAnswer(of.Word("to", ("chunked", AnswerFraming.Chunked), ("length", AnswerFraming.Length), ("close", AnswerFraming.Close)), of.Flag("only-chunked"))),
        new("reframe-by-hold", "up-to: bytes that are waited for; the schedule of holds decides by default. whole: true where every body is waited for",
            of => new ReframeByHold(of.Flag("whole") ? long.MaxValue : of.Number("up-to", -1) is var bytes and >= 0 ? bytes : null)),
        new("refuse-at-once", $"{Status}; methods: all by default; holding: a text in the URL; abrupt: true where the connection is reset behind the answer",
            of => new RefuseAtOnce(of.Status("status", 403), of.Texts("methods"), of.OptionalText("holding") ?? "", of.Flag("abrupt"))),
        new("refuse-both-framings", Status, of => new RefuseBothFramings(of.Status("status", 400))),
        new("refuse-expect", "", _ => new RefuseExpect()),
        new("refuse-get-body", Status, of => new RefuseGetBody(of.Status("status", 403))),
        new("refuse-odd-target", $"bad-escapes: true for percent signs in the path that begin no escape; non-ascii: true for bytes above 0x7F; {Status}",
            of => new RefuseOddTarget(of.Flag("bad-escapes"), of.Flag("non-ascii"), of.Status("status", 400))),
        new("remove-dot-segments", "only-double: true where a single dot stays; as-written: true where %2E is no dot", of => new RemoveDotSegments(of.Flag("only-double"), of.Flag("as-written"))),
        new("replace-error-page", "from: the lowest status; page: its HTML",
            of => new ReplaceErrorPage(of.Status("from", 400), of.OptionalText("page") ?? "<html><body><h1>Something went wrong</h1></body></html>")),
        new("replace-user-agent", "to: what it says; appends: true where the client's stays before it", of => new ReplaceUserAgent(of.Text("to"), of.Flag("appends"))),
        new("require-length", "", _ => new RequireLength()),
        new("respell-escapes", "form: upper (default), lower or decode-unreserved; in: both (default), path or query",
            of => new RespellEscapes(of.Word("form", ("upper", EscapeSpelling.UpperCase), ("lower", EscapeSpelling.LowerCase), ("decode-unreserved", EscapeSpelling.UnreservedDecoded)), of.IsIn("path"), of.IsIn("query"))),
        new("retry-request", "methods: a list", of => new RetryRequest(of.Texts("methods"))),
        new("rewrite-accept-encoding", $"form: drop (default), gzip, br-gzip, normalise or normalise-gzip; when: always (default), present or absent; {Scope.Parameters}",
            of => new RewriteAcceptEncoding(
                of.Word("form", ("drop", AcceptEncodingForm.Drop), ("gzip", AcceptEncodingForm.Gzip), ("br-gzip", AcceptEncodingForm.BrGzip), ("normalise", AcceptEncodingForm.Normalise), ("normalise-gzip", AcceptEncodingForm.NormaliseGzip)),
                of.Choice("when", "always", "present", "absent"),
                Scope.Read(of))),
        new("rewrite-host", "form: origin (default), strip-port, strip-default-port, lower-case or add-port; host: the origin's; port: the one that is added",
            of => new RewriteHost(
                of.Word("form", ("origin", HostForm.Origin), ("strip-port", HostForm.StripPort), ("strip-default-port", HostForm.StripDefaultPort), ("lower-case", HostForm.LowerCase), ("add-port", HostForm.AddPort)),
                of.OptionalText("host") ?? "origin.internal",
                (int)of.Number("port", 443, 1, 65535))),
        new("rewrite-location", "from: scheme and authority of those that are concerned, all by default; to: scheme and authority, http and the request's Host by default", of => new RewriteLocation(of.OptionalText("from") ?? "", of.OptionalText("to") ?? "")),
        new("rewrite-range", "block: bytes of a block; the whole is asked for by default", of => new RewriteRange(of.Number("block", 0))),
        new("rewrite-reason", "form: standard (default) or none", of => new RewriteReason(of.Choice("form", "standard", "none") == "none")),
        new("set-connection", "to: what it says", of => new SetConnection(of.Text("to"))),
        new("skew-answer-date", "seconds: how far its clock is ahead", of => new SkewAnswerDate(TimeSpan.FromSeconds(of.Number("seconds", 0, -1_000_000_000, 1_000_000_000)))),
        new("slice-answer", "", _ => new SliceAnswer()),
        new("sort-query", "", _ => new SortQuery()),
        new("strip-hop-by-hop", $"keeps: names that it passes on all the same; ignores-connection: true where it passes on what Connection names; {Scope.Parameters}",
            of => new StripHopByHop(of.Texts("keeps"), of.Flag("ignores-connection"), Scope.Read(of))),
        new("treat-encoded-slash", $"form: decode (default), encode-twice or refuse; {Status}",
            of => new TreatEncodedSlash(of.Word("form", ("decode", EncodedSlashForm.Decoded), ("encode-twice", EncodedSlashForm.EncodedTwice), ("refuse", EncodedSlashForm.Refused)), of.Status("status", 404))),
        new("treat-plus", "form: decode (default), encode, blank or for-blank; in: path (default) or query",
            of => new TreatPlus(of.Word("form", ("decode", PlusForm.Decoded), ("encode", PlusForm.Encoded), ("blank", PlusForm.Blank), ("for-blank", PlusForm.ForBlank)), of.Choice("in", "path", "query") == "query")),
        new("treat-trailers", "form: drop (default), refuse or hang", of => new TreatTrailers(of.Word("form", ("drop", TrailerFate.Dropped), ("refuse", TrailerFate.Refused), ("hang", TrailerFate.Hung)))),
        new("weaken-etag", "", _ => new WeakenETag()),
    ];

    /// <summary>The mutation of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="properties">Its parameters, from a profile's file.</param>
    /// <exception cref="FormatException">There is no such mutation, or no such parameter; the message names the place and lists those there are.</exception>
    public static Mutation Make(string name, PropertyReader properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var row = Rows.FirstOrDefault(row => row.Name == name)
            ?? throw properties.Wrong(name, $"there is no such mutation. There are: {string.Join(", ", Rows.Select(row => row.Name))}");
        var mutation = row.Make(properties);
        properties.Finish();
        return mutation;
    }
}
