using System.Text;
using Sealane.Edge.Faults;
using Sealane.Edge.Mutations;
using Sealane.Edge.Profiles;

namespace Sealane.Tests.Edge;

public sealed class ProfileFileTests
{
    private const string Mine = """
        // My company's proxy
        {
          "name": "mine",
          "version": 3,
          "title": "Our proxy",
          "description": "Takes hop-by-hop fields off.", /* and says so */
          "evidence": ["seen on a Tuesday"],
          "mutations": ["strip-hop-by-hop", { "name": "add-via", "received-by": "gate" },],
        }
        """;

    [Fact]
    public void A_profile_of_ones_own_is_read_from_text_with_comments()
    {
        var profile = Read(Mine);

        Assert.Equal(("mine", 3, "Our proxy", "Takes hop-by-hop fields off."), (profile.Name, profile.Version, profile.Title, profile.Description));
        Assert.Equal(["seen on a Tuesday"], profile.Evidence);
        Assert.Collection(profile.Mutations, first => Assert.IsType<StripHopByHop>(first), second => Assert.IsType<AddVia>(second));
    }

    [Theory]
    [InlineData("\"strip-hop-by-hop\"", "\"strip-hopbyhop\"", "mine.json: mutations[0]: 'strip-hopbyhop': there is no such mutation. There are: add-cloudfront-id,")]
    [InlineData("\"received-by\"", "\"by\"", "mine.json: mutations[1]: 'received-by': a text is missing here.")]
    [InlineData("\"gate\"", "\"gate\", \"port\": 1", "mine.json: mutations[1]: 'port': there is no such property here. There are: name, received-by.")]
    [InlineData("\"gate\"", "7", "mine.json: mutations[1]: 'received-by': a text is wanted, as \"...\".")]
    [InlineData("\"version\": 3", "\"version\": 0", "mine.json: 'version': a whole number is wanted, 1 to 2147483647.")]
    [InlineData("\"title\"", "\"tilte\"", "mine.json: 'title': a text is missing here.")]
    [InlineData("\"evidence\"", "\"proof\"", "mine.json: 'proof': there is no such property here. There are: name, version, title, description, evidence, mutations, faults.")]
    [InlineData("[\"seen on a Tuesday\"]", "\"seen\"", "mine.json: 'evidence': a list is wanted, as [...].")]
    [InlineData("\"strip-hop-by-hop\"", "5", "mine.json: mutations[0]: an object, as { \"name\": \"...\" }, is wanted here.")]
    [InlineData("\"version\": 3", "\"version\" 3", "mine.json: line 4, byte 13: this is no JSON.")]
    public void A_slip_in_it_is_named_with_its_place_and_what_may_stand_there(string right, string wrong, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Read(Mine.Replace(right, wrong, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_profile_may_say_what_goes_wrong_and_when()
    {
        var faults = Read(Mine.Replace("\"version\": 3,", "\"faults\": [{ \"name\": \"slow-down\", \"first\": 2 }, { \"name\": \"reset\", \"after\": 7, \"every\": 3 }],", StringComparison.Ordinal)).Faults;

        Assert.Equal([Refuse.SlowDown, Refuse.SlowDown, new Reset(Direction.Answer, 7), null, null, new Reset(Direction.Answer, 7)], Enumerable.Range(0, 6).Select(index => faults[index]));
    }

    [Fact]
    public void Faults_are_named_in_one_line_too_and_strike_alike_for_the_same_seed()
    {
        var faults = EdgeProfile.ReadFaults(["delay direction=request milliseconds=20", "refuse status=500 code=InternalError at-once=true"]);
        Assert.Equal(new Delay(Direction.Request, TimeSpan.FromMilliseconds(20)), faults[9]);

        var drawn = Enumerable.Range(0, 200).Select(index => EdgeProfile.ReadFaults(["hang share=20 seed=5"])[index] is Hang).ToArray();
        Assert.Equal(drawn, Enumerable.Range(0, 200).Select(index => EdgeProfile.ReadFaults(["hang share=20 seed=5"])[index] is Hang));
        Assert.InRange(drawn.Count(struck => struck), 20, 60);
    }

    [Theory]
    [InlineData("slowdown", "fault 'slowdown': 'slowdown': there is no such fault. There are: claim-gzip, corrupt,")]
    [InlineData("reset until=5", "fault 'reset until=5': 'until': there is no such property here. There are: name, direction, after, share, seed, first, every.")]
    [InlineData("reset after=some", "fault 'reset after=some': 'after': a whole number is wanted, 0 to")]
    [InlineData("reset direction=up", "fault 'reset direction=up': 'direction': 'up' is not known here. There are: answer, request.")]
    public void A_slip_in_a_fault_is_named_with_what_may_stand_there(string fault, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => EdgeProfile.ReadFaults([fault])).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_fault_can_be_named() => Assert.Equal(
        typeof(Fault).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fault)) && !type.IsAbstract).Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))),
        FaultTable.Rows.Select(row => EdgeProfile.ReadFaults([row.Name])[0]!.GetType()).Distinct().Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))));

    [Fact]
    public void A_file_is_named_by_its_path_wherever_a_profile_is()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("sealane-profile").FullName, "mine.json");
        File.WriteAllText(path, Mine);
        try
        {
            Assert.Equal("mine", EdgeProfile.Load(path).Name);
            Assert.Same(EdgeProfile.Find("rfc9110"), EdgeProfile.Load("rfc9110"));
            Assert.Contains("by its path, as ./mine.json", Assert.Throws<ArgumentException>(() => EdgeProfile.Load("mine")).Message, StringComparison.Ordinal);
            Assert.Throws<FileNotFoundException>(() => EdgeProfile.Load("absent.json"));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public void Every_built_in_profile_is_whole_and_named_as_its_file() => Assert.All(EdgeProfile.Names, name =>
    {
        var profile = EdgeProfile.Find(name);
        Assert.Equal(name, profile.Name);
        Assert.NotEmpty(profile.Evidence);
        Assert.All([profile.Title, profile.Description], Assert.NotEmpty);
    });

    [Fact]
    public void The_table_lists_mutations_by_name_and_each_once() =>
        Assert.Equal(MutationTable.Rows.Select(row => row.Name).Distinct().Order(StringComparer.Ordinal), MutationTable.Rows.Select(row => row.Name));

    private static EdgeProfile Read(string text) => EdgeProfile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "mine.json");
}
