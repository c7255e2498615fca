using Sealane.Protocol.Wire;

namespace Sealane.Server.Handlers;

/// <summary>An operation and what this endpoint does for it.</summary>
internal abstract class Handler
{
    public abstract IOperation Operation { get; }

    /// <summary>What the record of a request calls it.</summary>
    public virtual string Name => Operation.Name;

    /// <summary>Pairs an operation with its handling.</summary>
    public static Handler Of<TRequest, TResult>(Operation<TRequest, TResult> operation, Func<Call, TRequest, Task<TResult>> handle)
        where TRequest : class
        where TResult : class => new Typed<TRequest, TResult>(operation, handle);

    /// <summary>Reads the request; what it returns handles it and writes the result.</summary>
    /// <exception cref="WireFormatException">The request is not in the operation's form.</exception>
    public abstract Func<Call, Task<WireResponse>> Read(WireRequest wire);

    private sealed class Typed<TRequest, TResult>(Operation<TRequest, TResult> operation, Func<Call, TRequest, Task<TResult>> handle)
        : Handler
        where TRequest : class
        where TResult : class
    {
        public override IOperation Operation => operation;

        public override Func<Call, Task<WireResponse>> Read(WireRequest wire)
        {
            TRequest request = operation.ReadRequest(wire);
            return async call => operation.WriteResult(await handle(call, request).ConfigureAwait(false));
        }
    }
}
