namespace Sealane.Sending;

/// <summary>When a checksum is computed for a request; AWS's name for it since January 2025.</summary>
public enum RequestChecksumCalculation
{
    /// <summary>Wherever the operation takes one.</summary>
    WhenSupported,

    /// <summary>Only where the operation insists on one, and then as Content-MD5, which stores of every age know.</summary>
    WhenRequired,
}

/// <summary>When the checksum of an answer is verified; AWS's name for it since January 2025.</summary>
public enum ResponseChecksumValidation
{
    /// <summary>Wherever S3 can send one.</summary>
    WhenSupported,

    /// <summary>Only where the request asks for it.</summary>
    WhenRequired,
}
