using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Sealane.Lab.Names;

/// <summary>The extension that binds an authority to some names (RFC 5280 4.2.1.10): whoever trusts it trusts it for these alone.</summary>
internal static class NameConstraints
{
    private const string Oid = "2.5.29.30";

    private static readonly Asn1Tag PermittedSubtrees = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);

    /// <summary>
    /// A critical extension that permits the domains with all below them, and the networks; every other DNS name and address is forbidden.
    /// </summary>
    // SEQUENCE { permittedSubtrees [0] SEQUENCE OF SEQUENCE { base GeneralName } }      (RFC 5280 4.2.1.10)
    public static X509Extension Permitting(IEnumerable<string> domains, IEnumerable<IPNetwork> networks)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(PermittedSubtrees))
        {
            foreach (var domain in domains)
            {
                using (writer.PushSequence())
                {
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, domain, DnsName);
                }
            }

            foreach (var network in networks)
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(AddressAndMask(network), IpAddress);
                }
            }
        }

        return new X509Extension(Oid, writer.Encode(), critical: true);
    }

    // The base is the address and, in as many octets again, the mask (RFC 5280 4.2.1.10, as RFC 4632 writes it).
    private static byte[] AddressAndMask(IPNetwork network)
    {
        var address = network.BaseAddress.GetAddressBytes();
        var mask = new byte[address.Length];
        for (var bit = 0; bit < network.PrefixLength; bit++)
        {
            mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return [.. address, .. mask];
    }
}
