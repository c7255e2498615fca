namespace Sealane.Protocol.Wire;

/// <summary>Whoever carries out S3 operations; each operation adds its own methods to it.</summary>
public interface IS3
{
    /// <summary>Sends one operation and reads its result.</summary>
    Task<TResult> SendAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : class
        where TResult : class;
}
