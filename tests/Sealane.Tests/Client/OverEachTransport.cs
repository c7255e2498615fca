using Sealane.Transport;

namespace Sealane.Tests.Client;

// What speaks of sending holds for every transport: each runs all of these.

public sealed class WireFidelityOverHttpClient() : WireFidelityTests(TransportKind.HttpClient);

public sealed class WireFidelityOverSockets() : WireFidelityTests(TransportKind.Sockets);

public sealed class WireFidelityOverBlockingSockets() : WireFidelityTests(TransportKind.BlockingSockets);

public sealed class SenderOverHttpClient() : SenderTests(TransportKind.HttpClient);

public sealed class SenderOverSockets() : SenderTests(TransportKind.Sockets);

public sealed class SenderOverBlockingSockets() : SenderTests(TransportKind.BlockingSockets);

public sealed class ResponseValidationOverHttpClient() : ResponseValidationTests(TransportKind.HttpClient);

public sealed class ResponseValidationOverSockets() : ResponseValidationTests(TransportKind.Sockets);

public sealed class ResponseValidationOverBlockingSockets() : ResponseValidationTests(TransportKind.BlockingSockets);

public sealed class ClientInTheLabOverHttpClient() : ClientInTheLabTests(TransportKind.HttpClient);

public sealed class ClientInTheLabOverSockets() : ClientInTheLabTests(TransportKind.Sockets);

public sealed class ClientInTheLabOverBlockingSockets() : ClientInTheLabTests(TransportKind.BlockingSockets);

public sealed class ForeignStoreOverHttpClient() : ForeignStoreTests(TransportKind.HttpClient);

public sealed class ForeignStoreOverSockets() : ForeignStoreTests(TransportKind.Sockets);

public sealed class ForeignStoreOverBlockingSockets() : ForeignStoreTests(TransportKind.BlockingSockets);

public sealed class BodyContinuationOverHttpClient() : BodyContinuationTests(TransportKind.HttpClient);

public sealed class BodyContinuationOverSockets() : BodyContinuationTests(TransportKind.Sockets);

public sealed class BodyContinuationOverBlockingSockets() : BodyContinuationTests(TransportKind.BlockingSockets);

public sealed class DownloadOverHttpClient() : DownloadTests(TransportKind.HttpClient);

public sealed class DownloadOverSockets() : DownloadTests(TransportKind.Sockets);

public sealed class DownloadOverBlockingSockets() : DownloadTests(TransportKind.BlockingSockets);

public sealed class ObjectStreamOverHttpClient() : ObjectStreamTests(TransportKind.HttpClient);

public sealed class ObjectStreamOverSockets() : ObjectStreamTests(TransportKind.Sockets);

public sealed class ObjectStreamOverBlockingSockets() : ObjectStreamTests(TransportKind.BlockingSockets);
