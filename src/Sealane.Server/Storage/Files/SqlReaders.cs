using System.Collections.Concurrent;

namespace Sealane.Server.Storage.Files;

/// <summary>Read-only use of the database from any thread: each read takes a session of its own and sees one state of everything.</summary>
internal sealed class SqlReaders(string path) : IDisposable
{
    private readonly ConcurrentBag<SqlSession> _idle = [];

    public T Read<T>(Func<SqlSession, T> statements)
    {
        if (!_idle.TryTake(out SqlSession? session))
        {
            session = new(path);
        }

        try
        {
            session.Execute("BEGIN");
            T result = statements(session);
            session.Execute("COMMIT");
            _idle.Add(session);
            return result;
        }
        catch
        {
            // Whatever state it is in, the next reader begins with a session that works.
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out SqlSession? session))
        {
            session.Dispose();
        }
    }
}
