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

            try
            {
                return statements(session);
            }
            finally
            {
                session.Execute("COMMIT");
            }
        }
        finally
        {
            _idle.Add(session);
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
