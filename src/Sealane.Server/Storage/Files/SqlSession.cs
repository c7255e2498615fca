using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Sealane.Server.Storage.Files;

/// <summary>One SQLite connection and its prepared statements; for one thread at a time. Parameters are <c>$0</c>, <c>$1</c>, ...</summary>
internal sealed class SqlSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    static SqlSession() => SQLitePCL.Batteries_V2.Init();

    public SqlSession(string path)
    {
        _connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();

        // WAL: readers and the writer do not wait for each other. FULL: a commit is on the disk when it returns.
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute("PRAGMA busy_timeout = 10000");
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        using SqliteDataReader rows = Prepare(sql, values).ExecuteReader();
        return rows.Read() ? read(rows) : null;
    }

    public IReadOnlyList<T> All<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var all = new List<T>();
        using SqliteDataReader rows = Prepare(sql, values).ExecuteReader();

        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }

    /// <summary>Reads rows as they are asked for; the same statement must not be started again before the enumeration ended.</summary>
    public IEnumerable<T> Each<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using SqliteDataReader rows = Prepare(sql, values).ExecuteReader();

        while (rows.Read())
        {
            yield return read(rows);
        }
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _prepared.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            _prepared.Add(sql, command);
        }

        command.Parameters.Clear();

        for (int index = 0; index < values.Length; index++)
        {
            command.Parameters.AddWithValue("$" + index.ToString(CultureInfo.InvariantCulture), values[index] ?? DBNull.Value);
        }

        return command;
    }
}
