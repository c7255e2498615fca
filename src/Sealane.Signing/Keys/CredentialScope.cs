namespace Sealane.Signing.Keys;

/// <summary>Where and when a signing key is good for: date, region and service.</summary>
/// <param name="Date">The day, <c>yyyyMMdd</c> in UTC.</param>
/// <param name="Region">The region, <c>us-east-1</c> for example.</param>
/// <param name="Service">The service: <c>s3</c>.</param>
public readonly record struct CredentialScope(string Date, string Region, string Service)
{
    /// <summary>The word that ends every scope of signature version 4.</summary>
    public const string Terminator = "aws4_request";

    /// <summary>The scope as it stands in a string to sign: <c>20130524/us-east-1/s3/aws4_request</c>.</summary>
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
