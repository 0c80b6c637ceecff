using System.Globalization;
using Rerun.Query.Tests.Queries;

namespace Rerun.Query.Tests.Functions;

/// <summary>Functions against what .NET computes of the same values.</summary>
public sealed class FunctionOracleTests
{
    [Fact]
    public async Task Times_are_written_and_read_as_dotnet_writes_them()
    {
        (string Sql, string Net)[] patterns =
        [
            ("YYYY-MM-DD HH24:MI:SS.US", "yyyy-MM-dd HH:mm:ss.ffffff"),
            ("%Y-%m-%d %H:%M:%S.%f", "yyyy-MM-dd HH:mm:ss.ffffff"),
            ("%d/%m/%y %I:%M:%S.%6f %p", "dd/MM/yy hh:mm:ss.ffffff tt"),
            ("%-d %b %Y, %H:%M:%S.%f", "d MMM yyyy, HH:mm:ss.ffffff"),
            ("DD Mon YYYY HH12:MI:SS.US AM", "dd MMM yyyy hh:mm:ss.ffffff tt"),
        ];
        await using TestDatabase database = TestDatabase.Empty();
        var random = new Random(9);
        for (int round = 0; round < 60; round++)
        {
            DateTime time = new DateTime(1970, 1, 1).AddTicks((long)((random.NextDouble() - 0.02) * TimeSpan.TicksPerDay * 365 * 90) / 10 * 10);
            (string sql, string net) = patterns[round % patterns.Length];
            string literal = $"TIMESTAMP '{time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'";
            string written = time.ToString(net, CultureInfo.InvariantCulture);
            Assert.Equal(written, await database.ValueAsync($"SELECT to_char({literal}, '{sql}')"));
            if (!net.Contains("yy ", StringComparison.Ordinal) || time.Year >= 1970)
            {
                Assert.Equal(sql.Contains("%y", StringComparison.Ordinal) && time.Year >= 2069 ? "FALSE" : "TRUE", await database.ValueAsync($"SELECT strptime('{written}', '{sql}') = {literal}"));
            }

            Assert.Equal(
                $"{time.DayOfYear:D3} {ISOWeek.GetWeekOfYear(time):D2} {ISOWeek.GetYear(time)} {time.DayOfWeek.ToString()[..3]} {time.ToString("MMMM", CultureInfo.InvariantCulture)}",
                await database.ValueAsync($"SELECT strftime({literal}, '%j %V %G %a %B')"));
        }
    }

    [Fact]
    public async Task Clocks_of_zones_are_those_of_the_system()
    {
        await using TestDatabase database = TestDatabase.Empty();
        var random = new Random(4);
        string[] zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"];
        for (int round = 0; round < 40; round++)
        {
            string zone = zones[round % zones.Length];
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? rules))
            {
                continue;
            }

            DateTime instant = DateTime.SpecifyKind(new DateTime(2000, 1, 1).AddMinutes(random.Next(60 * 24 * 365 * 25)), DateTimeKind.Utc);
            DateTime local = TimeZoneInfo.ConvertTimeFromUtc(instant, rules);
            Assert.Equal(Text(local), await database.ValueAsync($"SELECT (TIMESTAMP '{Text(instant)}' AT TIME ZONE '{zone}')::TEXT"));
            if (!rules.IsAmbiguousTime(local))
            {
                Assert.Equal(Text(instant), await database.ValueAsync($"SELECT to_utc_timestamp(TIMESTAMP '{Text(local)}', '{zone}')::TEXT"));
            }
        }

        static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Ages_add_up_but_for_the_days_of_months()
    {
        await using TestDatabase database = TestDatabase.Empty();
        var random = new Random(6);
        for (int round = 0; round < 40; round++)
        {
            DateTime one = new DateTime(1990, 1, 1).AddSeconds(random.Next(1_500_000_000));
            DateTime other = one.AddSeconds(random.Next(100_000_000));
            string first = $"TIMESTAMP '{one.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'";
            string second = $"TIMESTAMP '{other.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'";
            Assert.Equal("TRUE|TRUE|TRUE", await database.ValueAsync(
                $"SELECT abs(extract(epoch FROM {first} + age({second}, {first}) - {second})) <= 3 * 86400, age({first}, {second}) = -age({second}, {first}), extract(month FROM age({second}, {first})) BETWEEN 0 AND 11"));
        }
    }

    [Fact]
    public async Task A_long_series_is_no_constant_of_the_plan()
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Contains("generate_series(1, 1000000)", await database.PlanAsync("SELECT unnest(generate_series(1, 1000000)) AS x"), StringComparison.Ordinal);
        Assert.Equal("1000000|500000500000", await database.ValueAsync("SELECT count(*), sum(x) FROM (SELECT unnest(generate_series(1, 1000000)) AS x)"));
    }

    [Fact]
    public async Task Lists_are_edited_as_by_linq()
    {
        await using TestDatabase database = TestDatabase.Empty();
        var random = new Random(3);
        for (int round = 0; round < 40; round++)
        {
            int?[] a = List();
            int?[] b = List();
            int x = random.Next(4);
            string answer = await database.ValueAsync(
                $"SELECT array_remove_all(a, x)::TEXT, array_replace_all(a, x, 9)::TEXT, list_intersect(a, b)::TEXT, array_union(a, b)::TEXT, array_except(a, b)::TEXT, flatten([a, b])::TEXT, array_positions(a, x)::TEXT, list_sort(a, 'DESC', 'NULLS LAST')::TEXT, array_to_string(a, '-', '?'), list_resize(a, 2)::TEXT, list_unique(a) FROM (SELECT {Sql(a)} AS a, {Sql(b)} AS b, {x} AS x)");
            int?[] known = [.. a.Where(v => v is not null)];
            int?[] others = [.. b.Where(v => v is not null)];
            Assert.Equal(
                string.Join(
                    '|',
                    Text(a.Where(v => v != x)),
                    Text(a.Select(v => v == x ? 9 : v)),
                    Text(known.Intersect(others)),
                    Text(known.Union(others)),
                    Text(known.Except(others)),
                    Text(a.Concat(b)),
                    Text(a.Select((v, i) => (v, i)).Where(pair => pair.v == x).Select(pair => (int?)pair.i + 1)),
                    Text(known.OrderDescending().Concat(a.Where(v => v is null))),
                    string.Join('-', a.Select(v => v?.ToString(CultureInfo.InvariantCulture) ?? "?")),
                    Text(a.Concat(new int?[2]).Take(2)),
                    known.Distinct().Count()),
                answer);
        }

        int?[] List() => [.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(5) == 0 ? (int?)null : random.Next(4))];
        static string Sql(int?[] list) => $"CAST({Text(list)} AS INT[])";
        static string Text(IEnumerable<int?> list) => $"[{string.Join(", ", list.Select(v => v?.ToString(CultureInfo.InvariantCulture) ?? "NULL"))}]";
    }

    [Fact]
    public async Task Distances_of_texts_are_those_of_the_definition()
    {
        await using TestDatabase database = TestDatabase.Empty();
        var random = new Random(8);
        for (int round = 0; round < 40; round++)
        {
            string a = Word();
            string b = Word();
            Assert.Equal(Edits(a, b).ToString(CultureInfo.InvariantCulture), await database.ValueAsync($"SELECT levenshtein('{a}', '{b}')"));
            Assert.Equal($"{a.Split('b').Length}|{string.Join(",", a.Split('b'))}", await database.ValueAsync($"SELECT len(string_split('{a}', 'b')), array_to_string(string_split('{a}', 'b'), ',')"));
        }

        string Word() => string.Concat(Enumerable.Range(0, random.Next(0, 7)).Select(_ => (char)('a' + random.Next(3))));
        static int Edits(string a, string b) => a.Length == 0 ? b.Length : b.Length == 0 ? a.Length
            : Math.Min(Math.Min(Edits(a[1..], b) + 1, Edits(a, b[1..]) + 1), Edits(a[1..], b[1..]) + (a[0] == b[0] ? 0 : 1));
    }
}
