using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Rerun.Query.Tests.Oracles;

/// <summary>What PostgreSQL answers, as text in this project's form.</summary>
internal static class PostgresRows
{
    public static async Task<List<string>> OfAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(Value(reader, i)))));
        }

        return rows;
    }

    /// <summary>One value: numbers as doubles, so that exact and floating-point averages look alike.</summary>
    public static string Text(object? value) => value switch
    {
        null or DBNull => "NULL",
        bool truth => truth ? "true" : "false",
        decimal or double or float => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        NpgsqlInterval interval => string.Create(CultureInfo.InvariantCulture, $"{interval.Months}m{interval.Days}d{interval.Time}us"),
        Array items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A number in twelve digits: sums are made in another order there.</summary>
    public static string Number(double number) =>
        number == 0 ? "0" : number.ToString("G12", CultureInfo.InvariantCulture);

    private static object? Value(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetDataTypeName(ordinal) switch
    {
        "interval" => reader.GetFieldValue<NpgsqlInterval>(ordinal),
        "integer[]" => reader.GetFieldValue<int?[]>(ordinal),
        "boolean[]" => reader.GetFieldValue<bool?[]>(ordinal),
        _ => reader.GetValue(ordinal),
    };
}
