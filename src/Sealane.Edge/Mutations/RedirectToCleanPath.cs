using System.Text.RegularExpressions;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Redirects a request whose path is not in the form that the intermediary wants.</summary>
public sealed partial class RedirectToCleanPath : Mutation
{
    /// <inheritdoc/>
    public override string Name => "redirect-to-clean-path";

    /// <inheritdoc/>
    public override string Reason => "One page should have one address.";

    /// <inheritdoc/>
    public override string Source => "gorilla/mux and Go's ServeMux (301 for doubled slashes and dot segments); minio#3268";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head)
    {
        var parts = head.Target.Split('?', 2);
        var clean = Slashes().Replace(parts[0], "/");
        return plan.Refusal is not null || clean == parts[0] ? plan
            : plan with { Refusal = new Refusal(301, "its path holds doubled slashes") { Location = parts.Length > 1 ? $"{clean}?{parts[1]}" : clean } };
    }

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}
