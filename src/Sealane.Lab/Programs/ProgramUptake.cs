using System.Globalization;
using Sealane.Doctor.Reports;
using Sealane.Lab.Proxy;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;

namespace Sealane.Lab.Programs;

/// <summary>What a program took up of what it was given, read from how it came and from what it sent.</summary>
public static class ProgramUptake
{
    /// <summary>Proxy, authority, keys and region, in this order.</summary>
    /// <param name="contacts">How it came.</param>
    /// <param name="voyages">What it sent.</param>
    /// <param name="refusals">What it was refused.</param>
    /// <param name="accessKeyId">The key that it was given.</param>
    /// <param name="region">The region that it was given.</param>
    public static IReadOnlyList<Uptake> Read(
        Contacts contacts, IReadOnlyList<Voyage> voyages, IReadOnlyList<Refusal> refusals, string accessKeyId, string region)
    {
        ArgumentNullException.ThrowIfNull(contacts);
        ArgumentNullException.ThrowIfNull(voyages);
        ArgumentNullException.ThrowIfNull(refusals);
        var signatures = voyages.Select(SignatureOf).OfType<Authorization>().ToList();
        return
        [
            Proxy(contacts, refusals),
            Authority(contacts, refusals),
            Used("keys", accessKeyId, [.. signatures.Select(signature => signature.AccessKeyId).Distinct(StringComparer.Ordinal)], "signed with"),
            Used("region", region, [.. signatures.Select(signature => signature.Scope.Region).Distinct(StringComparer.Ordinal)], "signed for"),
        ];
    }

    /// <summary>The signature of a request as it was sent; null when there is none that can be read.</summary>
    private static Authorization? SignatureOf(Voyage voyage)
    {
        try
        {
            return (AuthorizationReader.Read(MessageHead.Parse(voyage.Sent).ToRequest()) as AuthorizationReading.Present)?.Authorization;
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static Uptake Proxy(Contacts contacts, IReadOnlyList<Refusal> refusals)
    {
        var asked = contacts.Tunnels + contacts.Proxied + refusals.Count(refusal => refusal.Reason == RefusalReason.OutsideTheLab);
        return contacts switch
        {
            { Connections: 0 } => new Uptake("proxy", TookUp: null, "no connection came"),
            { Direct: > 0 } when asked == 0 => new Uptake("proxy", TookUp: false, Count(contacts.Direct, "connection that came straight to the lab", "connections that came straight to the lab")),
            _ when asked > 0 => new Uptake("proxy", TookUp: true, Count(asked, "wish for a host", "wishes for hosts")),
            _ => new Uptake("proxy", TookUp: null, "it said nothing that could be understood"),
        };
    }

    private static Uptake Authority(Contacts contacts, IReadOnlyList<Refusal> refusals)
    {
        var failed = refusals.Count(refusal => refusal.Reason == RefusalReason.TlsFailed);
        return failed > 0 ? new Uptake("certificate authority", TookUp: false, Count(failed, "TLS handshake failed", "TLS handshakes failed"))
            : contacts.Handshakes > 0 ? new Uptake("certificate authority", TookUp: true, Count(contacts.Handshakes, "TLS handshake", "TLS handshakes"))
            : new Uptake("certificate authority", TookUp: null, "nothing came over TLS");
    }

    private static Uptake Used(string what, string given, string[] seen, string how) => seen switch
    {
        [] => new Uptake(what, TookUp: null, "nothing that was signed came"),
        _ => new Uptake(what, seen.All(each => each == given), $"{how} {string.Join(", ", seen)}"),
    };

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
