using System.Text;
using Sealane.Edge.Mutations;
using Sealane.Edge.Profiles;

namespace Sealane.Tests.Edge;

/// <summary>Mutations as a user's file names them.</summary>
internal static class Named
{
    /// <summary>A profile of mutations, each as in a file without its braces: <c>"name": "merge-slashes"</c>, or its name alone.</summary>
    public static EdgeProfile Profile(params string[] mutations)
    {
        var list = string.Join(", ", mutations.Select(mutation => mutation.Contains(':', StringComparison.Ordinal) ? $"{{ {mutation} }}" : $"\"{mutation}\""));
        return EdgeProfile.Read(
            new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "name": "mine", "title": "Mine", "description": "For a test.", "mutations": [{{list}}] }""")), "mine.json");
    }

    public static Mutation Mutation(string mutation) => Profile(mutation).Mutations[0];
}
