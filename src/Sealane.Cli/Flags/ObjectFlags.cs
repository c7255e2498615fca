using System.Collections.Concurrent;
using System.CommandLine;
using System.CommandLine.Parsing;
using Sealane.Cli.Help;
using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;
using Sealane.Transfers;

namespace Sealane.Cli.Flags;

/// <summary>What an object is to be like.</summary>
internal sealed class ObjectFlags : FlagGroup
{
    private readonly Option<string?> _contentType = new("--content-type") { HelpName = "type", Description = "The media type; guessed from the name if you do not say." };
    private readonly Option<bool> _noGuess = new("--no-guess-mime-type") { Description = "Do not guess the media type." };
    private readonly Option<string?> _cacheControl = new("--cache-control") { HelpName = "text", Description = "A header that is kept with the object and given back." };
    private readonly Option<string?> _contentEncoding = new("--content-encoding") { HelpName = "text", Description = "Likewise." };
    private readonly Option<string?> _contentDisposition = new("--content-disposition") { HelpName = "text", Description = "Likewise." };
    private readonly Option<string?> _contentLanguage = new("--content-language") { HelpName = "text", Description = "Likewise." };
    private readonly Option<Dictionary<string, string>> _metadata = Pairs("--metadata", "Your own metadata; may be repeated, or k=v,k=v.");
    private readonly Option<Dictionary<string, string>> _tags = Pairs("--tags", "Tags; may be repeated.");
    private readonly Option<string?> _storageClass = new("--storage-class", "--class") { HelpName = "class", Description = "STANDARD, STANDARD_IA, GLACIER_IR, DEEP_ARCHIVE and so on." };
    private readonly Option<string?> _acl = new("--acl") { HelpName = "name", Description = "A canned access control list, such as private or public-read." };
    private readonly Option<Grants?> _grants;
    private readonly Option<string?> _encryption = new("--sse") { HelpName = "AES256|aws:kms", Description = "How S3 encrypts at rest.", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<string?> _kmsKey = new("--sse-kms-key-id") { HelpName = "id", Description = "The KMS key." };
    private readonly Option<Secret?> _customerKey = CustomerKey.Option();
    private readonly Option<string?> _customerAlgorithm = new("--sse-c") { HelpName = CustomerKey.Algorithm, Hidden = true };
    private readonly Option<string?> _expires = new("--expires") { HelpName = "date", Description = "Likewise." };
    private readonly Option<string?> _websiteRedirect = new("--website-redirect") { HelpName = "url", Description = "Where the bucket's website sends a reader of this object." };

    public ObjectFlags()
        : base("What the objects are like") => _grants = Grants.Option(_acl);

    public override IReadOnlyList<Option> Options =>
    [
        _contentType, _noGuess, _cacheControl, _contentEncoding, _contentDisposition, _contentLanguage, _metadata, _tags, _storageClass, _acl, _grants,
        _encryption, _kmsKey, _customerKey, _customerAlgorithm, _expires, _websiteRedirect,
    ];

    /// <summary>The customer's own key, which downloads need too.</summary>
    public Secret? CustomersKey(ParseResult parsed) => parsed.GetValue(_customerKey);

    /// <summary>Whether anything is given that a copy would otherwise take over from its source.</summary>
    public bool ReplacesProperties(ParseResult parsed) =>
        new Option[] { _contentType, _cacheControl, _contentEncoding, _contentDisposition, _contentLanguage, _metadata, _expires }
            .Any(option => parsed.GetResult(option) is { Implicit: false });

    private bool Guesses(ParseResult parsed) => parsed.GetValue(_contentType) is null && !parsed.GetValue(_noGuess);

    public UploadOptions Read(ParseResult parsed) => new()
    {
        ContentType = parsed.GetValue(_contentType),
        CacheControl = parsed.GetValue(_cacheControl),
        ContentEncoding = parsed.GetValue(_contentEncoding),
        ContentDisposition = parsed.GetValue(_contentDisposition),
        ContentLanguage = parsed.GetValue(_contentLanguage),
        Metadata = parsed.GetValue(_metadata) ?? [],
        Tagging = parsed.GetValue(_tags) is { Count: > 0 } tags ? Tagging.Of(tags).ToHeader() : null,
        StorageClass = parsed.GetValue(_storageClass),
        Acl = parsed.GetValue(_acl),
        GrantFullControl = parsed.GetValue(_grants)?.FullControl,
        GrantRead = parsed.GetValue(_grants)?.Read,
        GrantReadAcp = parsed.GetValue(_grants)?.ReadAcp,
        GrantWriteAcp = parsed.GetValue(_grants)?.WriteAcp,
        ServerSideEncryption = parsed.GetValue(_encryption),
        SseKmsKeyId = parsed.GetValue(_kmsKey),
        SseCustomerKey = parsed.GetValue(_customerKey),
        Expires = parsed.GetValue(_expires),
        WebsiteRedirectLocation = parsed.GetValue(_websiteRedirect),
    };

    /// <summary>The same for an object of some name: its media type is guessed, unless one was given or none is wanted.</summary>
    public Func<string, UploadOptions> ByName(ParseResult parsed)
    {
        var options = Read(parsed);
        if (!Guesses(parsed))
        {
            return _ => options;
        }

        var byType = new ConcurrentDictionary<string, UploadOptions>(StringComparer.Ordinal);
        return name => MediaTypes.Guess(name) is { } type ? byType.GetOrAdd(type, guessed => options with { ContentType = guessed }) : options;
    }

    // name "=" value *( "," name "=" value ): a comma divides only where another name follows, for values may hold commas.
    private static Option<Dictionary<string, string>> Pairs(string name, string description) => new(name)
    {
        HelpName = "name=value",
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => Parse(name, result),
    };

    private static Dictionary<string, string>? Parse(string option, ArgumentResult result)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in result.Tokens)
        {
            string? name = null;
            foreach (var piece in token.Value.Split(','))
            {
                var equals = piece.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0)
                {
                    name = piece[..equals];
                    pairs[name] = piece[(equals + 1)..];
                }
                else if (name is not null)
                {
                    pairs[name] += "," + piece;
                }
                else
                {
                    result.AddError($"{option} is '{token.Value}', which cannot be used. Write NAME=VALUE.");
                    return null;
                }
            }
        }

        return pairs;
    }
}
