using System.Globalization;

namespace Sealane.Protocol.Errors;

/// <summary>Answers without a document, such as all to HEAD: the status is all there is, and stands for the code.</summary>
internal static class BareErrors
{
    internal static readonly ErrorRow[] All =
    [
        Row(301, false, "Moved Permanently", "The bucket is in another region.", "Use the region that the x-amz-bucket-region header names."),
        Row(304, false, "Not Modified", "The object is still the one that the condition describes.", "Use the copy at hand."),
        Row(307, false, "Temporary Redirect", "The bucket is served elsewhere for now.", "Use the region that the x-amz-bucket-region header names."),
        Row(400, false, "Bad Request", "The request is refused, and HEAD says no more; a wrong region, an expired token or a wrong encryption key are usual.", "Send the same as GET: its answer has a document."),
        Row(403, false, "Forbidden", "The caller may not do this, or the signature does not match, or the clock is wrong; HEAD says no more.", "Send the same as GET: its answer has a document."),
        Row(404, false, "Not Found", "There is no such bucket or object.", "Check bucket and key."),
        Row(405, false, "Method Not Allowed", "The bucket or object does not take this method; a delete marker takes DELETE only.", "Use one of the methods that the answer's Allow header names."),
        Row(409, false, "Conflict", "Another change of the same bucket or object is under way.", "Read its state, then try again."),
        Row(411, false, "Length Required", "The request says neither how long its body is nor that it is chunked.", "Send Content-Length."),
        Row(412, false, "Precondition Failed", "The object is not in the state that the condition asks for.", "Read the object's state and decide anew."),
        Row(416, false, "Range Not Satisfiable", "The range begins behind the object's end.", "Ask for a range within the object."),
        Row(429, true, "Too Many Requests", "Requests come faster than the service takes them.", "Wait and try again, longer each time; send fewer requests at once.") with { Throttles = true },
        Row(500, true, "Internal Server Error", "The service failed.", "Try again."),
        Row(501, false, "Not Implemented", "The server does not know the operation or a header.", "Leave out what is new to it."),
        Row(502, true, "Bad Gateway", "Something between here and the service got no answer it understood.", "Try again; look at the proxy on the way."),
        Row(503, true, "Service Unavailable", "The service cannot answer now.", "Wait and try again, longer each time."),
        Row(504, true, "Gateway Timeout", "Something between here and the service waited too long.", "Try again; look at the proxy on the way."),
    ];

    private static ErrorRow Row(int status, bool retryable, string message, string meaning, string remedy) =>
        new(status.ToString(CultureInfo.InvariantCulture), status, retryable, message, meaning, remedy);
}
