using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Sealane.Server.Storage.Files;

/// <summary>
/// The one writer of the database, on a thread of its own. Whatever waits when a transaction begins shares it, so a hundred uploads that
/// end together cost one flush of the disk and not a hundred; each has a savepoint, so one that fails takes no other with it.
/// </summary>
internal sealed class SqlWriter : IDisposable
{
    private const int LargestBatch = 256;
    private const int SqliteFull = 13;

    private readonly BlockingCollection<Work> _waiting = [];
    private readonly SqlSession _session;
    private readonly string _fullMessage;
    private readonly Thread _thread;

    public SqlWriter(SqlSession session, string fullMessage)
    {
        _session = session;
        _fullMessage = fullMessage;
        _thread = new(Run) { IsBackground = true, Name = "Sealane file store writer" };
        _thread.Start();
    }

    /// <summary>Runs some statements in a transaction; the task completes when they are on the disk.</summary>
    public Task<T> WriteAsync<T>(Func<SqlSession, T> statements)
    {
        var work = new Work<T>(statements);
        _waiting.Add(work);
        return work.Task;
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
        _session.Dispose();
    }

    private void Run()
    {
        var batch = new List<Work>();

        foreach (Work first in _waiting.GetConsumingEnumerable())
        {
            batch.Add(first);

            while (batch.Count < LargestBatch && _waiting.TryTake(out Work? next))
            {
                batch.Add(next);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<Work> batch)
    {
        try
        {
            _session.Execute("BEGIN IMMEDIATE");

            foreach (Work work in batch)
            {
                RunOne(work);
            }

            _session.Execute("COMMIT");
        }
        catch (SqliteException failure)
        {
            TryRollback();
            Exception reason = Reason(failure);
            batch.ForEach(work => work.Fail(reason));
            return;
        }

        batch.ForEach(work => work.Succeed());
    }

    private void RunOne(Work work)
    {
        _session.Execute("SAVEPOINT one");

        try
        {
            work.Run(_session);
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to this one caller, who gets it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // A full disk may have ended the whole transaction: then this throws, and the whole batch fails.
            _session.Execute("ROLLBACK TO one");
            work.Fail(failure is SqliteException sql ? Reason(sql) : failure);
        }

        _session.Execute("RELEASE one");
    }

    private void TryRollback()
    {
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The transaction was over already.
        }
    }

    private Exception Reason(SqliteException failure) => failure.SqliteErrorCode == SqliteFull
        ? new StorageFullException(_fullMessage, failure)
        : failure;

    private abstract class Work
    {
        public abstract void Run(SqlSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception reason);
    }

    private sealed class Work<T>(Func<SqlSession, T> statements) : Work
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Task => _completion.Task;

        public override void Run(SqlSession session) => _result = statements(session);

        public override void Succeed() => _completion.TrySetResult(_result!);

        public override void Fail(Exception reason) => _completion.TrySetException(reason);
    }
}
