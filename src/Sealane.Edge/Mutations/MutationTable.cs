namespace Sealane.Edge.Mutations;

/// <summary>A mutation that a profile's file can name.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Parameters">The properties that may stand beside its name, in words; empty when there are none.</param>
/// <param name="Make">Makes it from those.</param>
public sealed record MutationRow(string Name, string Parameters, Func<PropertyReader, Mutation> Make);

/// <summary>Every mutation that there is, and how it is made from what a profile's file says.</summary>
public static class MutationTable
{
    /// <summary>All rows, by name.</summary>
    public static IReadOnlyList<MutationRow> Rows { get; } =
    [
        new("add-cloudfront-id", "", _ => new AddCloudFrontId()),
        new("add-forwarded-for", "", _ => new AddForwardedFor()),
        new("add-via", "received-by: the name it goes by", of => new AddVia(of.Text("received-by"))),
        new("answer-expect", "", _ => new AnswerExpect()),
        new("drop-length-beside-chunked", "", _ => new DropLengthBesideChunked()),
        new("reframe-by-hold", "", _ => new ReframeByHold()),
        new("set-connection", "to: what it says", of => new SetConnection(of.Text("to"))),
        new("strip-hop-by-hop", "", _ => new StripHopByHop()),
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
