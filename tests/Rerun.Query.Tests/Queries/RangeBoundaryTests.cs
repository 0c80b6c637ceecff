using System.Globalization;

namespace Rerun.Query.Tests.Queries;

/// <summary>
/// Every spelling of a range takes exactly its rows: constants at recorded times and one nanosecond beside them, on both sides of every comparison, against the
/// times themselves.
/// </summary>
public sealed class RangeBoundaryTests
{
    private const string Source = "dataframe('drives', index => 'log_time', contents => '/drive/speed')";
    private const string Filled = "dataframe('drives', index => 'log_time', contents => '/drive/speed', fill_latest_at => true)";

    private static readonly string[] Comparisons = ["<", "<=", "=", ">=", ">", "<>", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"];

    public static TheoryData<string> Sources => [Source, Filled, "dataframe('drives', index => 'frame', contents => '/drive/speed')"];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Comparisons_take_exactly_their_rows(string source)
    {
        await using TestDatabase database = TestDatabase.Drives();
        (string index, string ordinal, long[] values) = await ValuesAsync(database, source);
        int next = 0;
        foreach (long value in Chosen(values))
        {
            string[] constants = Spellings(index, value);
            foreach (string comparison in Comparisons)
            {
                string constant = constants[next++ % constants.Length];
                Assert.Equal(Texts(values.Where(one => Holds(one, comparison, value))), await RowsAsync(database, source, ordinal, $"{index} {comparison} {constant}"));
                Assert.Equal(Texts(values.Where(one => Holds(value, comparison, one))), await RowsAsync(database, source, ordinal, $"{constant} {comparison} {index}"));
                Assert.Equal(Texts(values.Where(one => !Holds(one, comparison, value))), await RowsAsync(database, source, ordinal, $"NOT {index} {comparison} {constant}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Ranges_and_lists_take_exactly_their_rows(string source)
    {
        await using TestDatabase database = TestDatabase.Drives();
        (string index, string ordinal, long[] values) = await ValuesAsync(database, source);
        long[] chosen = Chosen(values);
        var random = new Random(4);
        for (int i = 0; i < 60; i++)
        {
            long a = chosen[random.Next(chosen.Length)];
            long b = chosen[random.Next(chosen.Length)];
            long c = values[random.Next(values.Length)];
            string[] texts = [.. ((long[])[a, b, c]).Select(value => Spellings(index, value) is var all ? all[random.Next(all.Length)] : "")];
            (string Condition, Func<long, bool> Holds) asked = random.Next(16) switch
            {
                0 => ($"{index} BETWEEN {texts[0]} AND {texts[1]}", value => value >= a && value <= b),
                1 => ($"{index} NOT BETWEEN {texts[0]} AND {texts[1]}", value => value < a || value > b),
                2 => ($"{texts[2]} BETWEEN {index} AND {texts[1]}", value => value <= c && c <= b),
                3 => ($"{index} IN ({texts[0]}, {texts[1]}, {texts[2]}, {texts[2]})", value => value == a || value == b || value == c),
                4 => ($"{index} NOT IN ({texts[0]}, {texts[2]})", value => value != a && value != c),
                5 => ($"{index} IN ({texts[0]}, NULL)", value => value == a),
                6 => ($"{index} NOT IN ({texts[0]}, NULL)", _ => false),
                7 => ($"{index} = {texts[0]} OR {texts[2]} = {index} OR {index} >= {texts[1]}", value => value == a || value == c || value >= b),
                8 => ($"{index} >= {texts[0]} AND {texts[1]} > {index}", value => value >= a && value < b),
                9 => ($"{index} > {texts[0]} AND {index} < {texts[0]}", _ => false),
                10 => ($"({index} < {texts[0]} OR {index} > {texts[1]}) AND {index} <> {texts[2]}", value => (value < a || value > b) && value != c),
                11 => ($"NOT ({index} < {texts[0]} OR {index} > {texts[1]})", value => value >= a && value <= b),
                12 => ($"NOT ({index} >= {texts[0]} AND {index} <= {texts[1]})", value => value < a || value > b),
                13 => ($"({index}, 1) > ({texts[0]}, 0)", value => value >= a),
                14 => ($"{index} = ANY ([{Spellings(index, a)[^1]}, {Spellings(index, c)[^1]}])", value => value == a || value == c),
                _ => ($"{index} IN (SELECT {Spellings(index, c)[^1]} UNION SELECT {Spellings(index, a)[^1]})", value => value == a || value == c),
            };

            Assert.Equal(Texts(values.Where(asked.Holds)), await RowsAsync(database, source, ordinal, asked.Condition));
        }
    }

    [Fact]
    public async Task Values_in_no_list_are_kept_whether_they_are_there_or_not()
    {
        const string Rows = "dataframe('drives', index => 'log_time', contents => '/drive/**')";
        const string Speed = "\"/drive/speed:Scalars:scalars\"";
        await using TestDatabase database = TestDatabase.Drives();
        string all = await database.ValueAsync($"SELECT count(*) FROM {Rows}");
        Assert.Equal(all, await database.ValueAsync($"SELECT count(*) FROM {Rows} WHERE {Speed}[1] NOT IN ()"));
        Assert.Equal(all, await database.ValueAsync($"SELECT count(*) FROM {Rows} WHERE {Speed}[1] NOT IN @none", ("none", Array.Empty<double>())));
        Assert.Equal(all, await database.ValueAsync($"SELECT count(*) FROM {Rows} WHERE {Speed}[1] NOT IN (SELECT 1.5 WHERE false)"));
        Assert.Equal("0", await database.ValueAsync($"SELECT count(*) FROM {Rows} WHERE {Speed}[1] IN ()"));
    }

    private static bool Holds(long left, string comparison, long right) => comparison switch
    {
        "<" => left < right,
        "<=" => left <= right,
        "=" or "IS NOT DISTINCT FROM" => left == right,
        ">=" => left >= right,
        ">" => left > right,
        _ => left != right,
    };

    private static async Task<(string Index, string Ordinal, long[] Values)> ValuesAsync(TestDatabase database, string source)
    {
        string index = source.Contains("'frame'", StringComparison.Ordinal) ? "frame" : "log_time";
        string ordinal = index == "frame" ? "frame" : "epoch_ns(log_time)";
        string[] rows = await database.RowsAsync($"SELECT {ordinal} FROM {source} AS s WHERE rerun_partition_id = 'drive-001'");
        return (index, ordinal, [.. rows.Select(row => long.Parse(row, CultureInfo.InvariantCulture))]);
    }

    private static async Task<string> RowsAsync(TestDatabase database, string source, string ordinal, string condition) =>
        string.Join(' ', await database.RowsAsync($"SELECT {ordinal} FROM {source} AS s WHERE ({condition}) AND rerun_partition_id = 'drive-001'"));

    private static string Texts(IEnumerable<long> values) => string.Join(' ', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static long[] Chosen(long[] values) =>
        [values[0] - 1, values[0], values[values.Length / 2], values[values.Length / 2] + 1, values[^1], values[^1] + 1];

    private static string[] Spellings(string index, long value)
    {
        string number = value.ToString(CultureInfo.InvariantCulture);
        if (index == "frame")
        {
            return [number, $"'{number}'", $"CAST({number} AS BIGINT)", $"({number} + 1 - 1)"];
        }

        string text = DateTime.UnixEpoch.AddTicks(value / 100).ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture) + (value % 100).ToString("00", CultureInfo.InvariantCulture);
        return [number, $"'{text}'", $"TIMESTAMP '{text}'", $"CAST('{text}' AS TIMESTAMP)", $"make_timestamp_ns({number})", $"(TIMESTAMP '{text}' + INTERVAL '1 hour' - INTERVAL '60 minutes')"];
    }
}
