using System.Collections.Frozen;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;

namespace Sealane.Server.Handlers;

/// <summary>Every operation that this endpoint serves, one file each.</summary>
internal static class HandlerTable
{
    public static IReadOnlyList<Handler> All { get; } =
    [
        Handler.Of(CreateBucket.Operation, CreateBucketHandler.HandleAsync),
        Handler.Of(PutObject.Operation, PutObjectHandler.HandleAsync),
        Handler.Of(GetObject.Operation, GetObjectHandler.HandleAsync),
        Handler.Of(HeadObject.Operation, HeadObjectHandler.HandleAsync),
    ];

    private static readonly FrozenDictionary<string, Handler> ByName = All.ToFrozenDictionary(handler => handler.Operation.Name);

    public static Handler? Find(IOperation operation) => ByName.GetValueOrDefault(operation.Name);
}
