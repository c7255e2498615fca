using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Sealane.Lab.Programs;

/// <summary>A trust store for Java with the lab's authority and nobody else: a PKCS #12 file that holds no secret and needs no password.</summary>
internal static class JavaTrust
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string CertificateBag = "1.2.840.113549.1.12.10.1.3";
    private const string X509Certificate = "1.2.840.113549.1.9.22.1";
    private const string FriendlyName = "1.2.840.113549.1.9.20";

    // Java takes a certificate without a key for one to trust only when this attribute says so (JDK, PKCS12KeyStore).
    private const string TrustedKeyUsage = "2.16.840.1.113894.746875.1.1";
    private const string AnyKeyUsage = "2.5.29.37.0";

    private static readonly Asn1Tag Explicit = new(TagClass.ContextSpecific, 0, isConstructed: true);

    // PFX ::= SEQUENCE { version 3, authSafe ContentInfo }, without a MAC      (RFC 7292 4)
    public static byte[] Write(X509Certificate2 authority)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(3);
            WriteData(writer, SequenceOf(contents => WriteData(contents, SequenceOf(bags => WriteBag(bags, authority)))));
        }

        return writer.Encode();
    }

    // SafeBag ::= SEQUENCE { bagId, [0] CertBag, SET OF attribute }      (RFC 7292 4.2, 4.2.3)
    private static void WriteBag(AsnWriter writer, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CertificateBag);
            using (writer.PushSequence(Explicit))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(X509Certificate);
                using (writer.PushSequence(Explicit))
                {
                    writer.WriteOctetString(certificate.RawData);
                }
            }

            using (writer.PushSetOf())
            {
                WriteAttribute(writer, FriendlyName, value => value.WriteCharacterString(UniversalTagNumber.BMPString, "sealane-lab"));
                WriteAttribute(writer, TrustedKeyUsage, value => value.WriteObjectIdentifier(AnyKeyUsage));
            }
        }
    }

    private static void WriteAttribute(AsnWriter writer, string type, Action<AsnWriter> writeValue)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            using (writer.PushSetOf())
            {
                writeValue(writer);
            }
        }
    }

    // ContentInfo ::= SEQUENCE { contentType data, [0] OCTET STRING }      (RFC 5652 3)
    private static void WriteData(AsnWriter writer, byte[] content)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Data);
            using (writer.PushSequence(Explicit))
            {
                writer.WriteOctetString(content);
            }
        }
    }

    private static byte[] SequenceOf(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            write(writer);
        }

        return writer.Encode();
    }
}
