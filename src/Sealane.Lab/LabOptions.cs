using System.Net;
using Sealane.Edge.Faults;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Lab.Programs;
using Sealane.Lab.Proxy;
using Sealane.Lab.Replays;
using Sealane.Server.Storage;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Lab;

/// <summary>How a lab is to be.</summary>
public sealed record LabOptions
{
    /// <value>Where the lab listens; loopback only. Default: a free port of 127.0.0.1.</value>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <value>The edges before Transfer Acceleration's hosts, the client's side first. Default: <c>cloudfront-accelerate</c>.</value>
    public IReadOnlyList<EdgeProfile> AccelerateEdges { get => field ?? [EdgeProfile.Find("cloudfront-accelerate")]; init; }

    /// <value>The edges before all other hosts. Default: none but a transparent one, which keeps the record.</value>
    public IReadOnlyList<EdgeProfile> RegionalEdges { get => field ?? [EdgeProfile.Find("transparent")]; init; }

    /// <value>How long each edge waits for chunked bodies before it sends a head on. Default: mixed, by <see cref="Seed"/>.</value>
    public HoldSchedule? Holds { get; init; }

    /// <value>
    /// What goes wrong at the edge that clients speak to, and when; see <see cref="EdgeProfile.ReadFaults"/>. Default: what the edges' profiles say.
    /// </value>
    public FaultSchedule? Faults { get; init; }

    /// <value>Seed of all that looks random: the default holds, the ids that edges add. Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <value>
    /// Where objects are kept; the lab neither empties nor disposes of a store that it was given. Default: in memory, each lab's own.
    /// </value>
    public IObjectStore? Store { get; init; }

    /// <value>
    /// A folder with a folder for each bucket, whose files are there as objects from the start and after each
    /// <see cref="S3Lab.ResetAsync"/>: <c>seed/photos/2026/a.jpg</c> is <c>2026/a.jpg</c> in <c>photos</c>. Default: none.
    /// </value>
    public string? SeedFrom { get; init; }

    /// <value>
    /// Further names of the endpoint at any port, such as <c>minio</c> or <c>s3.local</c>, in path style and as <c>BUCKET.NAME</c>. Default:
    /// none but S3's own, <c>localhost</c> and this machine's address.
    /// </value>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <value>The keys that the endpoint knows. Default: <see cref="LabKeys"/>.</value>
    public SigningCredentials Credentials { get; init; } = LabKeys.Credentials;

    /// <value>
    /// The region of buckets that are made without one, and of programs that are started in the lab. Default: <c>us-east-1</c>.
    /// </value>
    public string Region { get; init; } = "us-east-1";

    /// <value>
    /// Whether a bucket that is missing is made by the first signed request that names it, in that request's region and with acceleration
    /// on. Default true.
    /// </value>
    public bool CreatesBuckets { get; init; } = true;

    /// <value>
    /// The clock of endpoint and edges. Default: the system's. (Certificates always follow the system's, as those do who check them.)
    /// </value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <value>How many voyages are kept, the newest. Default 10,000.</value>
    public int MostVoyages { get; init; } = 10_000;

    /// <value>How much of what clients send is kept for replays. Default null: nothing.</value>
    public CaptureLimits? Captures { get; init; }

    /// <value>
    /// Gets each voyage when it is whole: one at a time, in order, before the client sees the end of the answer. Must not block. Default:
    /// nobody.
    /// </value>
    public Action<Voyage>? OnVoyage { get; init; }

    /// <value>Gets each refusal. Must not block. Default: nobody.</value>
    public Action<Refusal>? OnRefusal { get; init; }

    /// <summary>The same with these edges before every host.</summary>
    /// <param name="profiles">Names of profiles, or paths of files with one, the client's side first.</param>
    /// <exception cref="ArgumentException">There is no such profile.</exception>
    /// <exception cref="FormatException">A file is no profile.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public LabOptions Through(params IEnumerable<string> profiles)
    {
        EdgeProfile[] edges = [.. profiles.Select(EdgeProfile.Load)];
        return this with { AccelerateEdges = edges, RegionalEdges = edges };
    }
}
