using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace Sealane.Cli.Flags;

/// <summary>Who may do what with the objects, as <c>aws s3 --grants</c> takes it; each permission is a header that lists its grantees.</summary>
internal sealed record Grants
{
    private static readonly string[] Permissions = ["read", "readacl", "writeacl", "full"];
    private static readonly string[] GranteeTypes = ["id", "uri", "emailaddress"];

    public string? FullControl { get; private init; }

    public string? Read { get; private init; }

    public string? ReadAcp { get; private init; }

    public string? WriteAcp { get; private init; }

    /// <summary>An option that takes them.</summary>
    /// <param name="acl">The option that says all the grants there are by one name, and is not to be given as well.</param>
    public static Option<Grants?> Option(Option acl)
    {
        var grants = new Option<Grants?>("--grants")
        {
            HelpName = "permission=type=grantee",
            Description = "Who may do what: read, readacl, writeacl or full, then id, uri or emailaddress; may be repeated. Not with --acl.",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
            CustomParser = Parse,
            CompletionSources = { _ => Permissions.Select(permission => new CompletionItem(permission + "=")) },
        };
        grants.Validators.Add(result =>
        {
            if (result.GetResult(acl) is { Implicit: false })
            {
                result.AddError("--acl and --grants exclude each other: a canned list is all the grants that an object has. Leave one of them out.");
            }
        });
        return grants;
    }

    private static Grants? Parse(ArgumentResult result)
    {
        var grants = new Grants();
        foreach (var token in result.Tokens)
        {
            if (grants.With(token.Value) is not { } more)
            {
                result.AddError(
                    $"--grants is '{token.Value}', which cannot be used. Write read, readacl, writeacl or full, and to whom: "
                    + "read=uri=http://acs.amazonaws.com/groups/global/AllUsers, full=id=..., read=emailaddress=...,id=...");
                return null;
            }

            grants = more;
        }

        return grants;
    }

    // permission "=" type "=" grantee *( "," type "=" grantee )
    private Grants? With(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var grantees = text[(equals + 1)..];
        return equals < 0 || !grantees.Split(',').All(IsGrantee) ? null : text[..equals] switch
        {
            "full" => this with { FullControl = Joined(FullControl, grantees) },
            "read" => this with { Read = Joined(Read, grantees) },
            "readacl" => this with { ReadAcp = Joined(ReadAcp, grantees) },
            "writeacl" => this with { WriteAcp = Joined(WriteAcp, grantees) },
            _ => null,
        };
    }

    private static bool IsGrantee(string text) =>
        text.Split('=', 2) is [var type, { Length: > 0 }] && GranteeTypes.Contains(type.Trim(), StringComparer.OrdinalIgnoreCase);

    private static string Joined(string? before, string grantees) => before is null ? grantees : before + "," + grantees;
}
