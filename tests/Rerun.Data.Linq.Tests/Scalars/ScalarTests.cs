using System.Linq.Expressions;

namespace Rerun.Data.Linq.Tests.Scalars;

/// <summary>Members and functions of .NET types give in the engine what they give in the program.</summary>
public sealed class ScalarTests(ThingsFixture things) : IClassFixture<ThingsFixture>
{
    public static TheoryData<string> Families => [.. ScalarList.All.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public void The_engine_computes_what_the_program_would(string family) =>
        Check(ScalarList.All[family], things.Things.Where(row => row.Id > 0), [.. things.Rows.Where(row => row.Id > 0)]);

    [Fact]
    public void Null_means_what_it_means_in_the_program() => Check(ScalarList.OverNull, things.Things, things.Rows);

    [Theory]
    [MemberData(nameof(Families))]
    public void Conditions_choose_the_rows_that_the_program_would(string family)
    {
        var rows = things.Rows.Where(row => row.Id > 0).ToList();
        foreach (var expression in ScalarList.All[family].Concat(ScalarList.OverNull))
        {
            if (expression.Body is UnaryExpression { Operand: { Type: var type } body } && type == typeof(bool))
            {
                var condition = Expression.Lambda<Func<Thing, bool>>(body, expression.Parameters);
                Assert.Equal(
                    rows.Where(condition.Compile()).Select(row => row.Id), things.Things.Where(row => row.Id > 0).Where(condition).Select(row => row.Id));
                var not = Expression.Lambda<Func<Thing, bool>>(Expression.Not(body), expression.Parameters);
                Assert.Equal(
                    rows.Where(not.Compile()).Select(row => row.Id), things.Things.Where(row => row.Id > 0).Where(not).Select(row => row.Id));
            }
        }
    }

    // All in one query, and where that differs one by one.
    private static void Check(Expression<Func<Thing, object?>>[] expressions, IQueryable<Thing> query, IReadOnlyList<Thing> rows)
    {
        ParameterExpression row = Expression.Parameter(typeof(Thing), "r");
        var all = Expression.Lambda<Func<Thing, object?[]>>(
            Expression.NewArrayInit(typeof(object), expressions.Select(expression => new Renaming(expression.Parameters[0], row).Visit(expression.Body))), row);
        if (Given(query.Select(all), values => Text(values)) != Text(rows.Select(all.Compile()), values => Text(values)))
        {
            string[] faults = [.. expressions.Select(expression => (expression, Expected: Text(rows.Select(expression.Compile())), Given: Given(query.Select(expression), value => Text([value]))))
                .Where(one => one.Expected != one.Given).Select(one => $"{one.expression}\n    expected {one.Expected}\n    given    {one.Given}")];
            Assert.Fail($"{faults.Length} differ:\n{string.Join('\n', faults)}");
        }
    }

    private static string Given<T>(IQueryable<T> selected, Func<T, string> text)
    {
        try
        {
            string plan = selected.Explain();
            return plan.StartsWith("Client", StringComparison.Ordinal) ? plan.Split('\n')[0] : Text(selected, text);
        }
        catch (Exception fault)
        {
            return $"{fault.GetType().Name}: {fault.Message}";
        }
    }

    private static string Text<T>(IEnumerable<T> values, Func<T, string> text) => string.Join(" | ", values.Select(text));

    // The last digits of transcendental functions are the platform's.
    private static string Text(IEnumerable<object?> values) => string.Join(" | ", values.Select(value => value switch
    {
        null => "null",
        double number => number.ToString("G14", null),
        float number => number.ToString("G6", null),
        DateTime time => time.ToString("O"),
        DateTimeOffset time => time.ToString("O"),
        _ => $"{value} {value.GetType().Name}",
    }));

    private sealed class Renaming(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
