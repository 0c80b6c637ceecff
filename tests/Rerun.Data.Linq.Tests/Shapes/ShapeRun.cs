using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Rerun.Arrow;
using Rerun.Data.Linq.Execution;
using Rerun.Data.Values;

namespace Rerun.Data.Linq.Tests.Shapes;

/// <summary>Runs one shape in every way.</summary>
internal sealed class ShapeRun(WorldFixture worlds, bool inAnyOrder)
{
    /// <summary>What differs from LINQ to Objects; null for nothing.</summary>
    public async Task<string?> DifferenceAsync(Expression<Func<World, object?>> shape)
    {
        Func<World, object?> run = shape.Compile(preferInterpretation: true);
        string expected = Result(() => run(worlds.Memory));
        string sync = Result(() => run(worlds.Provider));
        if (sync != expected)
        {
            return $"expected {expected}\n   but got {sync}";
        }

        Expression query = Query(shape);
        string async = await ResultAsync(query);
        return async != expected ? $"asynchronously {async}\n   not {expected}" : sync.StartsWith('!') ? null : await SqlDifferenceAsync(query);
    }

    // The text of rows, or of an error.
    private string Result(Func<object?> run)
    {
        try
        {
            return Text(run());
        }
        catch (InvalidOperationException fault)
        {
            return $"!{fault.GetType().Name}";
        }
        catch (Exception fault)
        {
            return $"{fault.GetType().Name}: {fault.Message}";
        }
    }

    private async Task<string> ResultAsync(Expression query)
    {
        try
        {
            if (typeof(IQueryable).IsAssignableFrom(query.Type))
            {
                Type item = query.Type.GetInterfaces().Append(query.Type).First(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IQueryable<>)).GetGenericArguments()[0];
                return await (Task<string>)GetType().GetMethod(nameof(RowsAsync), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(item).Invoke(this, [query])!;
            }

            return await (Task<string>)GetType().GetMethod(nameof(ValueAsync), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(query.Type).Invoke(this, [query])!;
        }
        catch (InvalidOperationException fault)
        {
            return $"!{fault.GetType().Name}";
        }
    }

    private async Task<string> RowsAsync<T>(Expression query) => Text(await Provider.CreateQuery<T>(query).ToListAsync());

    private async Task<string> ValueAsync<T>(Expression query) => Text(await Provider.ExecuteAsync<T>(query, CancellationToken.None));

    private RerunQueryProvider Provider => RerunQueryableExtensions.ProviderOf(worlds.Provider.Vehicles);

    // The shape as the provider gets it: sources in place of the world's members, terminals as calls.
    private Expression Query(Expression<Func<World, object?>> shape)
    {
        Expression body = new Sources(worlds.Provider).Visit(shape.Body)!;
        while (body is UnaryExpression { NodeType: ExpressionType.Convert } convert)
        {
            body = convert.Operand;
        }

        return body is MethodCallExpression { Method.Name: "ToList" } list ? list.Arguments[0] : body;
    }

    // The rows of the query's SQL are those that the engine gives for its plan.
    private async Task<string?> SqlDifferenceAsync(Expression query)
    {
        QueryRun run = await QueryRun.PrepareAsync(Provider.Host, query, CancellationToken.None);
        try
        {
            string sql;
            try
            {
                sql = run.Sql();
            }
            catch (Rerun.Catalog.RerunException fault)
            {
                return $"no SQL: {fault.Message}";
            }

            using var stream = new QueryStream(run, await run.StartAsync(CancellationToken.None));
            List<string> byPlan = await TextsAsync(RerunDataReader.FromArrow(stream));
            try
            {
                await using RerunConnection connection = worlds.Source.OpenConnection();
                await using RerunCommand command = connection.CreateCommand(sql);
                List<string> bySql = await TextsAsync(await command.ExecuteReaderAsync());
                return Sorted(byPlan) == Sorted(bySql) ? null : $"by SQL {Sorted(bySql)}\n   not {Sorted(byPlan)}\n   {sql}";
            }
            catch (Rerun.Catalog.RerunException fault)
            {
                return $"its SQL fails: {fault.Message}\n   {sql}";
            }
        }
        finally
        {
            await run.EndAsync();
        }
    }

    private string Sorted(List<string> rows) => string.Join('\n', inAnyOrder ? rows.Order(StringComparer.Ordinal) : rows);

    private static async Task<List<string>> TextsAsync(RerunDataReader reader)
    {
        await using (reader)
        {
            var rows = new List<string>();
            while (await reader.ReadAsync())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.IsDBNull(i) ? null : reader.GetValue(i), false))));
            }

            return rows;
        }
    }

    private string Text(object? value) => value is IEnumerable rows and not string and not Array && (value is IQueryable || value.GetType().IsGenericType)
        ? string.Join('\n', inAnyOrder ? rows.Cast<object?>().Select(row => Text(row, true, true)).Order(StringComparer.Ordinal) : rows.Cast<object?>().Select(row => Text(row, false, true)))
        : Text(value, false);

    // Everything there is to see of a value.
    private static string Text(object? value, bool sortsInner, bool isRow = false)
    {
        switch (value)
        {
            case null:
                return "null";
            case string text:
                return $"'{text}'";
            case double number:
                return number.ToString("R", CultureInfo.InvariantCulture);
            case DateTime time:
                return time.ToString("O", CultureInfo.InvariantCulture);
            case IEnumerable items:
                string key = isRow && value.GetType().GetInterfaces().FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IGrouping<,>)) is { } grouping
                    ? Text(grouping.GetProperty("Key")!.GetValue(value), sortsInner) + ":"
                    : "";
                IEnumerable<string> texts = items.Cast<object?>().Select(item => Text(item, sortsInner));
                return $"{key}[{string.Join(", ", sortsInner ? texts.Order(StringComparer.Ordinal) : texts)}]";
            case IFormattable formattable:
                return formattable.ToString(null, CultureInfo.InvariantCulture);
        }

        PropertyInfo[] properties = value.GetType().GetProperties();
        if (value.GetType().FullName!.StartsWith("System.ValueTuple", StringComparison.Ordinal))
        {
            return $"({string.Join(", ", value.GetType().GetFields().Select(field => Text(field.GetValue(value), sortsInner)))})";
        }

        var made = new StringBuilder("{");
        foreach (PropertyInfo property in properties.Where(property => property.GetIndexParameters().Length == 0))
        {
            made.Append(property.Name).Append('=').Append(Text(property.GetValue(value), sortsInner)).Append(' ');
        }

        return made.Append('}').ToString();
    }

    private sealed class Sources(World world) : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) => node.Expression?.Type == typeof(World)
            ? ((IQueryable)((PropertyInfo)node.Member).GetValue(world)!).Expression
            : base.VisitMember(node);
    }
}
