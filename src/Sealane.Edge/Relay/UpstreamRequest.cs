using Sealane.Signing.Journey;

namespace Sealane.Edge.Relay;

/// <summary>The request for which a connection to the endpoint is wanted.</summary>
/// <param name="Host">The value of its <c>Host</c> as it goes onward; empty when it has none.</param>
/// <param name="Head">The head as it goes onward.</param>
/// <param name="Number">Number of the request at this relay, from 0 in order of arrival.</param>
public sealed record UpstreamRequest(string Host, MessageHead Head, long Number);
