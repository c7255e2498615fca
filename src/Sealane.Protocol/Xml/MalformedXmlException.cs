namespace Sealane.Protocol.Xml;

/// <summary>Bytes that are no XML, or more than a document of S3's ever is.</summary>
internal sealed class MalformedXmlException(string message) : FormatException(message);
