using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Rerun.Testing;

namespace Rerun.Data.Linq.Tests.Generated;

/// <summary>Random operators one after the other over random rows give what LINQ to Objects gives, also by their SQL.</summary>
public sealed class GeneratedQueryTests : IDisposable
{
    private const int Count = 60;
    private const int MostRows = 300;
    private static readonly string?[] Texts = [null, "", "a", "b", "none", "é"];

    private readonly RerunDataSource _source = RerunDataSource.Create("Data Source=:memory:");
    private int _tables;

    public void Dispose() => _source.Dispose();

    [Fact]
    public void Random_queries_agree_with_LINQ_to_Objects_and_with_their_SQL()
    {
        ulong[] seeds = Seeds.Next();
        var replay = new Replay(
            seeds.Length > 1 ? new Rnd(seeds[0], seeds[1]) : new Rnd(seeds[0]), seeds.Length > 2 ? FSharpOption<int>.Some((int)seeds[2]) : FSharpOption<int>.None);
        Config config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithReplay(FSharpOption<Replay>.Some(replay)).WithMaxTest(seeds.Length > 2 ? 1 : Count * Seeds.Times);
        try
        {
            FsCheck.Check.One(config, Prop.ForAll(Cases(), Agrees));
        }
        catch (Exception e)
        {
            Assert.Fail($"RERUN_SEED={string.Join(',', seeds)} repeats this run; the last numbers in parentheses below, without blanks, repeat the case alone.{Environment.NewLine}{e.Message}");
        }
    }

    private static Arbitrary<Case> Cases()
    {
        Gen<Cells> row =
            from a in Gen.Choose(0, 5)
            from b in Gen.Choose(-1, 5)
            from c in Gen.Elements(Texts)
            from d in Gen.Choose(-3, 8)
            select new Cells { A = a, B = b < 0 ? null : b, C = c, D = d < -1 ? null : d / 2.0 };
        Gen<(int Step, int Other, int Number)> step =
            from which in Gen.Choose(0, Steps.All.Length - 1)
            from other in Gen.Choose(0, Steps.All.Length)
            from number in Gen.Choose(0, 3)
            select (which, other, number);
        Gen<Case> cases =
            from left in row.ListOf()
            from right in row.ListOf()
            from count in Gen.Choose(1, 4)
            from steps in step.ListOf(count)
            select new Case([.. left.Take(12)], [.. right.Take(8)], [.. steps]);
        return cases.ToArbitrary();
    }

    private void Agrees(Case one)
    {
        var expected = Apply(one, one.Left.AsQueryable(), one.Right.AsQueryable(), MostRows);
        if (expected is null)
        {
            return;
        }

        (string left, string right) = (Store(one.Left), Store(one.Right));
        IQueryable<Cells> query = Apply(one, _source.Table<Cells>(left), _source.Table<Cells>(right), int.MaxValue)!;
        string[] rows = TextsOf(expected);
        Assert.Equal(rows, TextsOf(query));
        string sql = query.ToQueryString();
        Assert.Equal(rows.Length, Rows(sql));
        Assert.Equal(expected.Count(), query.Count());
        Execute($"DROP TABLE {left}");
        Execute($"DROP TABLE {right}");
    }

    // The steps one after the other; some of the other side go through a step too. Null where there would be too many rows.
    private static IQueryable<Cells>? Apply(Case one, IQueryable<Cells> left, IQueryable<Cells> right, int mostRows)
    {
        foreach ((int step, int other, int number) in one.Steps)
        {
            IQueryable<Cells> second = other % 3 == 0 && other < Steps.All.Length ? Steps.All[other].Apply(right, left, number) : right;
            left = Steps.All[step].Apply(left, second, number);
            if (mostRows < int.MaxValue && left.Take(mostRows + 1).Count() > mostRows)
            {
                return null;
            }
        }

        return left;
    }

    private static string[] TextsOf(IEnumerable<Cells> rows) =>
        [.. rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.A}|{row.B}|{row.C ?? "null"}|{(row.D is { } d ? Math.Round(d, 9) + 0.0 : null)}")).Order(StringComparer.Ordinal)];

    private string Store(IEnumerable<Cells> rows)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"cells{++_tables}");
        Execute($"CREATE TABLE {name} (a BIGINT, b INT, c VARCHAR, d DOUBLE)");
        string values = string.Join(", ", rows.Select(row => string.Create(
            CultureInfo.InvariantCulture, $"({row.A}, {row.B?.ToString(CultureInfo.InvariantCulture) ?? "NULL"}, {(row.C is null ? "NULL" : $"'{row.C}'")}, {row.D?.ToString("R", CultureInfo.InvariantCulture) ?? "NULL"})")));
        if (values.Length > 0)
        {
            Execute($"INSERT INTO {name} VALUES {values}");
        }

        return name;
    }

    private int Rows(string sql)
    {
        using RerunConnection connection = _source.OpenConnection();
        using RerunCommand command = connection.CreateCommand(sql);
        using RerunDataReader reader = command.ExecuteReader();
        int rows = 0;
        while (reader.Read())
        {
            rows++;
        }

        return rows;
    }

    private void Execute(string sql)
    {
        using RerunConnection connection = _source.OpenConnection();
        using RerunCommand command = connection.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    private sealed record Case(Cells[] Left, Cells[] Right, (int Step, int Other, int Number)[] Steps)
    {
        public override string ToString() =>
            $"{string.Join(", ", Steps.Select(step => $"{Generated.Steps.All[step.Step].Name}({step.Other}, {step.Number})"))}\nleft: {string.Join(' ', TextsOf(Left))}\nright: {string.Join(' ', TextsOf(Right))}";
    }
}
