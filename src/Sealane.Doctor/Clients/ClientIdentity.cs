namespace Sealane.Doctor.Clients;

/// <summary>Who sent a request, as far as its user agent says.</summary>
/// <param name="Product">The program as its users call it: <c>boto3</c>, <c>AWS CLI</c>, <c>rclone</c>.</param>
/// <param name="ProductVersion">Its version as sent; null when it does not say.</param>
/// <param name="Family">What computed the signature.</param>
/// <param name="SignerVersion">The version of that; null when it does not say.</param>
public sealed record ClientIdentity(string Product, string? ProductVersion, ClientFamily Family, Version? SignerVersion)
{
    /// <summary>The client in a few words: <c>boto3 1.36.0</c>.</summary>
    public override string ToString() => string.IsNullOrEmpty(ProductVersion) ? Product : $"{Product} {ProductVersion}";
}
