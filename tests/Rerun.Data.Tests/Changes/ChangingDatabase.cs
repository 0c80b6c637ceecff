using System.Data;
using System.Globalization;
using Rerun.Catalog;

namespace Rerun.Data.Tests.Changes;

/// <summary>A connection to a catalog in memory that statements may change, with results as text.</summary>
internal sealed class ChangingDatabase : IDisposable
{
    private readonly RerunDataSource _source;

    public ChangingDatabase(string connectionString = "Data Source=:memory:")
    {
        _source = RerunDataSource.Create(connectionString);
        Connection = _source.OpenConnection();
    }

    public RerunConnection Connection { get; }

    public int Execute(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The rows of a statement, values joined by bars.</summary>
    public string[] Rows(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))));
        }

        return [.. rows];
    }

    public RerunException Error(string sql, params object?[] parameters) => Assert.ThrowsAny<RerunException>(() => Rows(sql, parameters));

    public RerunCommand Procedure(string name, params (string Name, object? Value)[] parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandType = CommandType.StoredProcedure;
        command.CommandText = name;
        foreach (var (parameter, value) in parameters)
        {
            command.Parameters.AddWithValue(parameter, value);
        }

        return command;
    }

    public void Dispose()
    {
        Connection.Dispose();
        _source.Dispose();
    }

    private static string Text(object? value) => value switch
    {
        null or DBNull => "NULL",
        Array items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private RerunCommand Command(string sql, object?[] parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in parameters)
        {
            command.Parameters.Add(new RerunParameter { Value = value });
        }

        return command;
    }
}
