using System.Text.Json;
using Sealane.Protocol;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Wire;

namespace Sealane.Tests.Protocol.Operations;

public sealed class ServiceDescriptionTests
{
    // Where the tables differ from the service description on purpose: what they say, and why.
    private static readonly Dictionary<string, (string Ours, string Why)> Deviations = new()
    {
        ["Type of Expires"] = ("Text", "S3 stores any text there and gives it back; a date would lose what is none."),
        ["Name of CopyObjectResult"] = ("CopiedObject", "A C# member cannot have the name of its type."),
        ["Name of CopyPartResult"] = ("CopiedPart", "As its neighbour CopiedObject."),
        ["Place of LocationConstraint"] = ("RootText", "GetBucketLocation answers with a root element that is the value itself."),
    };

    private readonly HashSet<string> _used = [];
    private readonly List<string> _differences = [];
    private int _compared;

    [Fact]
    public void Every_member_of_every_operation_is_as_the_service_description_says()
    {
        using var description = new ServiceDescription();
        Assert.Equal(ServiceDescription.Ours.Order(), OperationTable.All.Select(operation => operation.Name).Order());

        foreach (var operation in OperationTable.All)
        {
            var said = description.Operation(operation.Name);
            CompareTraits(operation, said);
            Compare(description, operation.Name + " request", said.Text("input"), operation.Request);
            Compare(description, operation.Name + " result", said.Text("output"), operation.Result);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{_compared} members of {OperationTable.All.Count} operations compared, both directions.");
        Assert.True(_differences.Count == 0, string.Join(Environment.NewLine, _differences));
        Assert.Equal(Deviations.Keys.Order(), _used.Order());
        Assert.True(_compared > 700, $"Only {_compared} members were compared.");
    }

    private void CompareTraits(IOperation operation, JsonElement said)
    {
        var checksum = said.TryGetProperty("httpChecksum", out var value) ? value : default;
        var has = checksum.ValueKind == JsonValueKind.Object;
        Same(operation.Name, "line", said.Text("method") + " " + said.Text("uri"), operation.Method + " " + operation.Target);
        Same(operation.Name, "status", said.TryGetProperty("status", out var status) ? status.GetInt32() : 200, operation.SuccessStatus);
        Same(operation.Name, "errors", string.Join(' ', said.Texts("errors")), string.Join(' ', operation.Errors));
        Same(
            operation.Name,
            "request checksum",
            !has || checksum.Text("requestAlgorithmMember") is null ? RequestChecksum.None
                : checksum.Flag("requestChecksumRequired") ? RequestChecksum.Required
                : RequestChecksum.Optional,
            operation.RequestChecksum);
        Same(
            operation.Name,
            "response checksums",
            has ? string.Join(' ', checksum.Texts("responseAlgorithms")) : "",
            string.Join(' ', operation.ResponseChecksums.Select(algorithm => ChecksumTable.Of(algorithm).WireName)));
    }

    private void Compare(ServiceDescription description, string path, string? structure, IShape? shape)
    {
        if (structure is null)
        {
            Same(path, "members", 0, shape!.Members.Count);
            return;
        }

        var said = description.Structure(structure);
        var payload = said.Text("payload");
        var members = shape!.Members.ToDictionary(member => member.Name);
        foreach (var member in said.GetProperty("members").EnumerateArray())
        {
            var name = Allowed("Name of " + member.Text("name")) ?? member.Text("name")!;
            if (members.Remove(name, out var ours))
            {
                Compare(description, path + "/" + name, member, ours, isPayload: member.Text("name") == payload);
            }
            else
            {
                _differences.Add($"{path}: {name} is missing");
            }
        }

        _differences.AddRange(members.Keys.Select(name => $"{path}: {name} is not in the service description"));
    }

    private void Compare(ServiceDescription description, string path, JsonElement said, IMember ours, bool isPayload)
    {
        _compared++;
        var name = said.Text("name")!;
        var place = said.Text("location") switch
        {
            "uri" => MemberPlace.Label,
            "querystring" => MemberPlace.Query,
            "header" => MemberPlace.Header,
            "headers" => MemberPlace.HeaderPrefix,
            _ when said.Flag("streaming") => MemberPlace.Body,
            _ when isPayload => MemberPlace.Document,
            _ => MemberPlace.Element,
        };
        var rootText = path.StartsWith("GetBucketLocation result", StringComparison.Ordinal) ? Allowed("Place of " + name) : null;
        Same(path, "place", rootText ?? place.ToString(), ours.Place.ToString());
        Same(path, "wire name", said.Text("locationName") ?? name, ours.WireName);
        Same(path, "namespace", said.Text("xmlNamespace") ?? WireXml.Namespace, WireXml.Namespace);
        Same(path, "required", said.Flag("required"), ours.Required);
        var type = said.Flag("sensitive") ? WireType.Secret : TypeOf(said.Text("type")!, said.Text("format"), place);
        Same(path, "type", Allowed("Type of " + name) ?? type.ToString(), ours.Type.ToString());

        if (type == WireType.List)
        {
            var list = description.List(said.Text("shape")!);
            var item = list.GetProperty("member");
            var flattened = said.Flag("flattened") || list.Flag("flattened");
            Same(path, "item type", TypeOf(item.Text("type")!, null, place), ours.ItemType);
            Same(
                path,
                "item name",
                place == MemberPlace.Header ? null : flattened ? ours.WireName : list.Text("memberName"),
                ours.ItemName);
            if (item.Text("type") == "structure")
            {
                Compare(description, path, item.Text("shape"), ours.Structure);
            }
        }
        else if (type == WireType.Structure)
        {
            Compare(description, path, said.Text("shape"), ours.Structure);
        }
    }

    private static WireType TypeOf(string type, string? format, MemberPlace place) => (type, format) switch
    {
        ("string" or "enum", _) => WireType.Text,
        ("integer", _) => WireType.Integer,
        ("long", _) => WireType.Long,
        ("boolean", _) => WireType.Boolean,
        ("timestamp", "rfc822") => WireType.HttpDate,
        ("timestamp", "iso8601") => WireType.Iso8601,
        ("timestamp", null) => place == MemberPlace.Header ? WireType.HttpDate : WireType.Iso8601,
        ("list", _) => WireType.List,
        ("map", _) => WireType.Map,
        ("structure", _) => WireType.Structure,
        ("blob", _) => WireType.Stream,
        _ => throw new InvalidOperationException(type),
    };

    private string? Allowed(string what)
    {
        if (!Deviations.TryGetValue(what, out var deviation))
        {
            return null;
        }

        _used.Add(what);
        return deviation.Ours;
    }

    private void Same<T>(string path, string what, T said, T ours)
    {
        if (!Equals(said, ours))
        {
            _differences.Add($"{path}: {what} is {said} in the service description, {ours} in the table");
        }
    }
}
