using System.Globalization;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;
using static Sealane.Signing.Artifacts.AuthorizationReading;

namespace Sealane.Signing.Artifacts;

/// <summary>Reads the signature of a request, in either form.</summary>
public static class AuthorizationReader
{
    private static readonly long WeekInSeconds = (long)TimeSpan.FromDays(7).TotalSeconds;

    private static readonly string[] QueryParameters =
    [
        SignatureParameter.Algorithm,
        SignatureParameter.Credential,
        SignatureParameter.Signature,
        SignatureParameter.Date,
        SignatureParameter.SignedHeaders,
        SignatureParameter.Expires,
    ];

    /// <summary>What the head says about its own signature.</summary>
    public static AuthorizationReading Read(RequestHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        var header = head.Value("authorization");
        var parameters = Parameters(head);
        var presigned = parameters.ContainsKey(SignatureParameter.Algorithm) || parameters.ContainsKey(SignatureParameter.Credential)
            || parameters.ContainsKey(SignatureParameter.Signature);
        return (header, presigned) switch
        {
            (not null, true) => new Malformed(AuthorizationForm.Header, AuthorizationFault.TwoForms, "Authorization and X-Amz-Signature"),
            (not null, _) => ReadHeader(header, Timestamp(head)),
            (_, true) => ReadQuery(parameters),
            _ when parameters.ContainsKey("AWSAccessKeyId") => new Malformed(AuthorizationForm.Query, AuthorizationFault.SignatureVersion2, "AWSAccessKeyId"),
            _ => new Absent(),
        };
    }

    private static AuthorizationReading ReadHeader(string value, string? timestamp)
    {
        var blank = value.IndexOf(' ', StringComparison.Ordinal);
        var type = blank < 0 ? value : value[..blank];
        if (type == "AWS")
        {
            return Bad(AuthorizationFault.SignatureVersion2, type);
        }

        if (type != SignatureParameter.AlgorithmName)
        {
            return Bad(AuthorizationFault.UnsupportedType, type);
        }

        if (blank < 0 || blank + 1 == value.Length || value[blank + 1] == ' ')
        {
            return Bad(AuthorizationFault.Spacing, type);
        }

        var components = new Dictionary<string, string>(StringComparer.Ordinal);
        var listed = value[(blank + 1)..].Split(',', StringSplitOptions.TrimEntries);
        foreach (var component in listed)
        {
            var equals = component.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                components[component[..equals]] = component[(equals + 1)..];
            }
        }

        if (!components.TryGetValue("Credential", out var credential))
        {
            return Bad(AuthorizationFault.MissingCredential, "Credential");
        }

        if (!components.TryGetValue("SignedHeaders", out var signed) || signed.Length == 0)
        {
            return Bad(AuthorizationFault.MissingSignedHeaders, "SignedHeaders");
        }

        if (!components.TryGetValue("Signature", out var signature) || signature.Length == 0)
        {
            return Bad(AuthorizationFault.MissingSignature, "Signature");
        }

        if (listed.Length != 3)
        {
            return Bad(AuthorizationFault.Components, listed.Length.ToString(CultureInfo.InvariantCulture));
        }

        return CredentialText.TryRead(credential, out var id, out var scope) is { } fault
            ? Bad(fault, credential)
            : new Present(new Authorization
            {
                AccessKeyId = id,
                Scope = scope,
                SignedHeaders = signed.Split(';'),
                Signature = signature,
                Form = AuthorizationForm.Header,
                Timestamp = timestamp,
            });

        static Malformed Bad(AuthorizationFault fault, string detail) => new(AuthorizationForm.Header, fault, detail);
    }

    private static AuthorizationReading ReadQuery(Dictionary<string, string> parameters)
    {
        var missing = QueryParameters.Where(name => !parameters.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            return Bad(AuthorizationFault.MissingParameters, string.Join(", ", missing));
        }

        if (parameters[SignatureParameter.Algorithm] != SignatureParameter.AlgorithmName)
        {
            return Bad(AuthorizationFault.Algorithm, parameters[SignatureParameter.Algorithm]);
        }

        if (CredentialText.TryRead(parameters[SignatureParameter.Credential], out var id, out var scope) is { } fault)
        {
            return Bad(fault, parameters[SignatureParameter.Credential]);
        }

        if (!Timestamps.TryRead(parameters[SignatureParameter.Date], out _))
        {
            return Bad(AuthorizationFault.QueryDate, parameters[SignatureParameter.Date]);
        }

        if (!long.TryParse(parameters[SignatureParameter.Expires], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return Bad(AuthorizationFault.ExpiresNotANumber, parameters[SignatureParameter.Expires]);
        }

        if (seconds < 0)
        {
            return Bad(AuthorizationFault.ExpiresNegative, parameters[SignatureParameter.Expires]);
        }

        return seconds > WeekInSeconds
            ? Bad(AuthorizationFault.ExpiresTooLong, parameters[SignatureParameter.Expires])
            : new Present(new Authorization
            {
                AccessKeyId = id,
                Scope = scope,
                SignedHeaders = parameters[SignatureParameter.SignedHeaders].Split(';'),
                Signature = parameters[SignatureParameter.Signature],
                Form = AuthorizationForm.Query,
                Timestamp = parameters[SignatureParameter.Date],
                Expires = TimeSpan.FromSeconds(seconds),
            });

        static Malformed Bad(AuthorizationFault fault, string detail) => new(AuthorizationForm.Query, fault, detail);
    }

    // Time source: x-amz-date, else Date (S3 API, sig-v4-header-based-auth).
    private static string? Timestamp(RequestHead head)
    {
        if (head.Value("x-amz-date") is { } stamp)
        {
            return stamp;
        }

        return DateTimeOffset.TryParseExact(head.Value("date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Timestamps.Write(date)
            : head.Value("date");
    }

    private static Dictionary<string, string> Parameters(RequestHead head)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        var query = head.Query;
        if (query.IsEmpty)
        {
            return parameters;
        }

        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            var name = PercentEncoding.DecodeText(equals < 0 ? pair : pair[..equals], plusIsBlank: true);
            parameters.TryAdd(name, equals < 0 ? string.Empty : PercentEncoding.DecodeText(pair[(equals + 1)..], plusIsBlank: true));
        }

        return parameters;
    }
}
