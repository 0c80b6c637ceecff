using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <summary>Writes PIVOT and UNPIVOT as the queries that they stand for.</summary>
internal static class PivotQuery
{
    /// <summary>A column for each value and aggregate: the aggregate of the rows that have the value.</summary>
    /// <param name="span">Where it stands.</param>
    /// <param name="table">The rows.</param>
    /// <param name="on">What is compared with the values.</param>
    /// <param name="values">The values, with the names of their columns.</param>
    /// <param name="aggregates">The aggregates, maybe with names.</param>
    /// <param name="groups">The columns that make a row; none for all that are not used otherwise.</param>
    /// <param name="used">The columns that are used otherwise.</param>
    public static SelectSyntax Pivot(
        SourceSpan span,
        TableSyntax table,
        SqlExpression on,
        IReadOnlyList<(SqlExpression Value, string Name)> values,
        SyntaxList<SelectItem> aggregates,
        SyntaxList<SqlExpression> groups,
        IEnumerable<SqlName> used)
    {
        var items = new List<SelectItem>(groups.Select(group => new SelectItem(group.Span, group, null)));
        if (groups.IsEmpty)
        {
            IEnumerable<QualifiedName> excluded = used.DistinctBy(name => name.Text, StringComparer.OrdinalIgnoreCase).Select(name => new QualifiedName(name.Span, [name]));
            items.Add(new SelectItem(span, new StarExpression(span, [], [.. excluded], [], []), null));
        }

        foreach ((SqlExpression value, string name) in values)
        {
            SqlExpression isValue = new BinaryExpression(value.Span, value is NullLiteral ? BinaryOperator.IsNotDistinctFrom : BinaryOperator.Equal, on, value);
            foreach (SelectItem aggregate in aggregates)
            {
                var call = (FunctionExpression)aggregate.Expression;
                SqlExpression filter = call.Filter is null ? isValue : new LogicalExpression(value.Span, LogicalOperator.And, [call.Filter, isValue]);
                string alias = aggregate.Alias is not null ? $"{name}_{aggregate.Alias.Text}" : aggregates.Count > 1 ? $"{name}_{aggregate.Expression}" : name;
                items.Add(new SelectItem(aggregate.Span, call with { Filter = filter }, new SqlName(value.Span, alias, Quoted: true)));
            }
        }

        return new SelectSyntax(span, null, [.. items], [table], null, new GroupBySyntax(span, All: true, []), null, default, null, null);
    }

    /// <summary>A row for each of several columns: its name, and its value.</summary>
    /// <param name="span">Where it stands.</param>
    /// <param name="table">The rows.</param>
    /// <param name="columns">The columns, with the names that rows get.</param>
    /// <param name="name">The column of names.</param>
    /// <param name="value">The column of values.</param>
    /// <param name="keepsNulls">Whether there are rows of values that are null.</param>
    public static SelectSyntax Unpivot(
        SourceSpan span, TableSyntax table, IReadOnlyList<(ColumnExpression Column, string Name)> columns, SqlName name, SqlName value, bool keepsNulls)
    {
        SelectItem Rows(IEnumerable<SqlExpression> elements, SqlName alias)
        {
            var list = new ListExpression(span, [.. elements]);
            var unnest = FunctionExpression.Plain(span, new QualifiedName(span, [new SqlName(span, "unnest", Quoted: false)]), [new ArgumentSyntax(span, null, list)]);
            return new SelectItem(span, unnest, alias);
        }

        IEnumerable<QualifiedName> excluded = columns.Select(column => new QualifiedName(column.Column.Span, [column.Column.Name]));
        var rows = new SelectSyntax(
            span,
            null,
            [
                new SelectItem(span, new StarExpression(span, [], [.. excluded], [], []), null),
                Rows(columns.Select(column => (SqlExpression)new StringLiteral(column.Column.Span, column.Name)), name),
                Rows(columns.Select(column => (SqlExpression)column.Column), value),
            ],
            [table], null, null, null, default, null, null);
        var all = new DerivedTableSyntax(span, new QuerySyntax(span, null, rows, [], null), null, Lateral: false);
        SqlExpression? known = keepsNulls ? null : new IsExpression(span, new ColumnExpression(span, [value]), IsTest.Null, Negated: true);
        return new SelectSyntax(span, null, [new SelectItem(span, new StarExpression(span, [], [], [], []), null)], [all], known, null, null, default, null, null);
    }

    /// <summary>Adds the columns that an expression names; false if it holds something in which they cannot be seen.</summary>
    public static bool AddColumns(SqlExpression expression, List<SqlName> names)
    {
        switch (expression)
        {
            case ColumnExpression column:
                names.Add(column.Name);
                return true;
            case NullLiteral or BooleanLiteral or IntegerLiteral or DoubleLiteral or StringLiteral or TypedLiteral or IntervalExpression or ParameterExpression:
                return true;
            case StarExpression { Qualifier.IsEmpty: true, Exclude.IsEmpty: true }:
                return true;
            case UnaryExpression unary:
                return AddColumns(unary.Operand, names);
            case BinaryExpression binary:
                return AddColumns(binary.Left, names) && AddColumns(binary.Right, names);
            case CastExpression cast:
                return AddColumns(cast.Operand, names);
            case IsExpression test:
                return AddColumns(test.Operand, names);
            case SubscriptExpression subscript:
                return AddColumns(subscript.Operand, names) && AddColumns(subscript.Index, names);
            case LogicalExpression logical:
                return logical.Operands.All(operand => AddColumns(operand, names));
            case CaseExpression @case:
                return (@case.Operand is null || AddColumns(@case.Operand, names)) && (@case.Else is null || AddColumns(@case.Else, names))
                    && @case.Branches.All(branch => AddColumns(branch.When, names) && AddColumns(branch.Then, names));
            case FunctionExpression { Over: null } call:
                return call.Arguments.All(argument => AddColumns(argument.Value, names)) && (call.Filter is null || AddColumns(call.Filter, names))
                    && call.OrderBy.Concat(call.WithinGroup).All(item => AddColumns(item.Expression, names));
            default:
                return false;
        }
    }
}
