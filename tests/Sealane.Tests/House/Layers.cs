using Mono.Cecil;

namespace Sealane.Tests.House;

/// <summary>
/// Who may know whom inside a project: read from the compiled assemblies, since a parent namespace is visible without a using line. The
/// arrows between projects are compile errors already.
/// </summary>
public sealed class Layers
{
    // Each room's folders, top first: a folder knows itself and what stands after it. "" is the root, which holds the facade.
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Sealane.Signing"] = ["", "Journey", "Signatures", "Streaming", "Canonical", "Artifacts", "Keys", "Headers", "Requests", "Text"],
        ["Sealane.Protocol"] =
        [
            "", "Configuration", "Multipart", "Listing", "Objects", "Buckets", "Groups", "Wire", "Chunked", "Errors", "Xml", "Checksums",
            "Naming",
        ],
        ["Sealane.Server"] =
        [
            "", "Null", "Serving", "Http", "Handlers", "Payloads", "Authentication", "Addressing", "Refusals", "Storage.Files", "Storage.Memory",
            "Storage",
        ],
        ["Sealane.Edge"] = ["", "Relay", "Profiles", "Mutations", "Faults", "Framing"],
        ["Sealane.Lab"] = ["", "Consoles", "Probing", "Imitations", "Assertions", "Requests", "Seeds", "Programs", "Replays", "Proxy", "Voyages", "Names"],
        ["Sealane.Doctor"] = ["", "Explanations", "Probing", "Reports", "Baselines", "Matrix", "Rules", "Findings", "Clients", "Exhibits", "Evidence"],
        ["Sealane.Gateway"] = ["", "Admin", "Forwarding", "Upstream", "Callers", "Records"],
        ["Sealane.Client"] =
        [
            "", "Sync", "Sync.Folders", "Transfers", "Journal", "Listing", "Sending", "Telemetry", "Flow", "Transport.Sockets", "Transport.Sockets.OpenSsl", "Transport", "Endpoints", "Credentials", "Profiles",
            "Diagnostics",
        ],
        ["sealane"] = ["", "Commands", "Batches", "Copying", "Acceleration", "Sessions", "Flags", "Help", "Locations", "Story", "Patients", "Output"],
    };

    private static readonly Dictionary<string, string> RootNamespaces = new() { ["Sealane.Client"] = "Sealane", ["sealane"] = "Sealane.Cli" };

    public static TheoryData<string> Assemblies => [.. Rooms.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_folder_knows_only_itself_and_what_stands_below_it(string assembly)
    {
        var root = RootNamespaces.GetValueOrDefault(assembly, assembly);
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        var offences = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in module.GetTypes())
        {
            var from = Folder(type, root);
            if (from is null)
            {
                continue;
            }

            var rank = Rank(assembly, from, offences);
            foreach (var to in Mentioned(type).Where(mentioned => mentioned.Scope == module).Select(mentioned => (Type: mentioned, Folder: Folder(mentioned, root))))
            {
                if (to.Folder is not null && Rank(assembly, to.Folder, offences) < rank)
                {
                    offences.Add($"{type.FullName} ({Name(from)}) knows {to.Type.FullName} ({Name(to.Folder)})");
                }
            }
        }

        Assert.True(offences.Count == 0, string.Join(Environment.NewLine, offences));
    }

    private static int Rank(string assembly, string folder, SortedSet<string> offences)
    {
        var rank = Array.IndexOf(Rooms[assembly], folder);
        if (rank < 0)
        {
            offences.Add($"The folder {Name(folder)} of {assembly} is not in the list of layers.");
        }

        return rank;
    }

    private static string Name(string folder) => folder.Length == 0 ? "the root" : folder;

    // The folder of a type; null for what the compiler makes outside any namespace of ours.
    private static string? Folder(TypeReference type, string root)
    {
        while (type.DeclaringType is not null)
        {
            type = type.DeclaringType;
        }

        return type.Namespace == root ? "" : type.Namespace.StartsWith(root + ".", StringComparison.Ordinal) ? type.Namespace[(root.Length + 1)..] : null;
    }

    private static IEnumerable<TypeReference> Mentioned(TypeDefinition type)
    {
        var found = new List<TypeReference?> { type.BaseType };
        found.AddRange(type.Interfaces.Select(implemented => implemented.InterfaceType));
        found.AddRange(type.Fields.Select(field => field.FieldType));
        foreach (var method in type.Methods)
        {
            found.Add(method.ReturnType);
            found.AddRange(method.Parameters.Select(parameter => parameter.ParameterType));
            if (!method.HasBody)
            {
                continue;
            }

            found.AddRange(method.Body.Variables.Select(variable => variable.VariableType));
            foreach (var operand in method.Body.Instructions.Select(instruction => instruction.Operand))
            {
                switch (operand)
                {
                    case TypeReference mentioned:
                        found.Add(mentioned);
                        break;
                    case MethodReference called:
                        found.AddRange([called.DeclaringType, called.ReturnType, .. called.Parameters.Select(parameter => parameter.ParameterType)]);
                        found.AddRange(called is GenericInstanceMethod generic ? generic.GenericArguments : []);
                        break;
                    case FieldReference field:
                        found.AddRange([field.DeclaringType, field.FieldType]);
                        break;
                    default:
                        break;
                }
            }
        }

        return found.OfType<TypeReference>().SelectMany(Unwrapped);
    }

    private static IEnumerable<TypeReference> Unwrapped(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Unwrapped).Append(generic.ElementType),
        TypeSpecification specification => Unwrapped(specification.ElementType),
        GenericParameter => [],
        _ => [type],
    };
}
