using System.Globalization;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Printing;

namespace Rerun.Query.Plan.Printing;

/// <summary>Writes a plan, as it is before optimisation, as SQL that gives the same rows.</summary>
internal sealed class PlanSql
{
    private int _relations;

    /// <summary>The SQL of a plan.</summary>
    /// <exception cref="RerunException">The plan has a part that SQL text does not express.</exception>
    public static string Of(LogicalPlan plan) => new PlanSql().Render(plan, [.. plan.Fields.Select(field => SqlPrinter.Identifier(field.Name))]);

    private string Render(LogicalPlan plan, IReadOnlyList<string> names) => plan is SetOperation operation
        ? RenderSetOperation(operation, names)
        : Write(plan).Render(names);

    private string RenderSetOperation(SetOperation operation, IReadOnlyList<string> names)
    {
        string word = operation.Kind switch
        {
            SetOperationKind.UnionAll => "UNION ALL",
            SetOperationKind.Intersect => operation.All ? "INTERSECT ALL" : "INTERSECT",
            _ => operation.All ? "EXCEPT ALL" : "EXCEPT",
        };
        return string.Join($"\n{word}\n", operation.Operands.Select(operand => $"({Render(operand, names)})"));
    }

    private SelectBlock Write(LogicalPlan plan)
    {
        switch (plan)
        {
            case DataframeScan scan:
                return new SelectBlock(DataframeSql.Of(scan), [.. scan.Fields.Select(field => SqlPrinter.Identifier(field.Name))]);
            case TableScan scan:
                return new SelectBlock(
                    string.Join('.', scan.Source.Name.Split('.', 2).Select(SqlPrinter.Identifier)), [.. scan.Fields.Select(field => SqlPrinter.Identifier(field.Name))]);
            case Values { Fields.IsEmpty: true }:
                return new SelectBlock("", []);
            case Values values:
                return WriteValues(values);
            case Empty empty:
                return new SelectBlock($"(SELECT {string.Join(", ", empty.Fields.Select(field => $"CAST(NULL AS {SqlTypes.NameOf(field.DataType)}) AS {SqlPrinter.Identifier(field.Name)}"))} WHERE FALSE)", Names(empty.Fields));
            case Filter filter:
                return WriteOver(filter.Input, block => !block.IsDistinct && !block.IsOrdered && !block.IsLimited, block => block.AddCondition(filter.Condition));
            case Project project:
                return WriteProject(project);
            case Aggregate aggregate:
                return WriteOver(
                    aggregate.Input,
                    block => block is { IsGrouped: false, IsDistinct: false, IsOrdered: false, IsLimited: false },
                    block => block.Group(aggregate.Groups, aggregate.Calls));
            case Sort sort:
                return WriteOver(sort.Input, block => !block.IsOrdered && !block.IsLimited, block => block.Order(sort.Keys));
            case Distinct { Keys.IsEmpty: true } distinct:
                return WriteOver(distinct.Input, block => !block.IsDistinct && !block.IsOrdered && !block.IsLimited, block => block.IsDistinct = true);
            case Limit limit:
                return WriteOver(limit.Input, block => !block.IsLimited, block =>
                {
                    block.Count = limit.Count?.ToString();
                    block.Offset = limit.Offset?.ToString();
                });
            case SetOperation:
                return Wrap(plan);
            case Join join:
                return WriteJoin(join);
            default:
                throw new RerunException($"This part of the query has no SQL text: {plan.Label}", RerunErrorCode.NotSupported);
        }
    }

    private SelectBlock WriteOver(LogicalPlan input, Func<SelectBlock, bool> fits, Action<SelectBlock> add)
    {
        SelectBlock block = Write(input);
        if (!fits(block))
        {
            block = Wrap(input);
        }

        add(block);
        return block;
    }

    private SelectBlock WriteProject(Project project)
    {
        bool onlyColumns = project.Expressions.All(expression => expression is ColumnReference);
        return WriteOver(
            project.Input,
            block => !block.IsDistinct && (onlyColumns || (!block.IsOrdered && !block.IsLimited)),
            block => block.Columns = [.. project.Expressions.Select(expression => expression is Logical ? $"({block.Text(expression)})" : block.Text(expression))]);
    }

    private SelectBlock WriteValues(Values values)
    {
        var writer = new ExpressionText(column => column.Name, int.MaxValue);
        string alias = NewAlias();
        IEnumerable<string> rows = values.Rows.Select(row => $"({string.Join(", ", row.Select(writer.Write))})");
        return new SelectBlock($"(VALUES {string.Join(", ", rows)}) AS {alias}({string.Join(", ", Names(values.Fields))})", [.. Names(values.Fields)]);
    }

    private SelectBlock WriteJoin(Join join)
    {
        SelectBlock left = Source(join.Left, out string leftText);
        SelectBlock right = Source(join.Right, out string rightText);
        string[] columns = [.. left.Columns, .. right.Columns];
        var both = new SelectBlock("", columns);
        string[] conditions =
        [
            .. join.Keys.Select(key => $"{left.Text(key.Left)} {(key.NullsEqual ? "IS NOT DISTINCT FROM" : "=")} {right.Text(key.Right)}"),
            .. join.Condition is null ? [] : new[] { $"({both.Text(join.Condition)})" },
        ];
        string kind = join.Kind == JoinKind.Inner && conditions.Length == 0 ? "CROSS JOIN" : $"{join.Kind.ToString().ToUpperInvariant()} JOIN";
        string on = conditions.Length == 0 ? (kind == "CROSS JOIN" ? "" : " ON TRUE") : $" ON {string.Join(" AND ", conditions)}";
        return new SelectBlock($"{leftText} {kind} {rightText}{on}", columns[..join.Fields.Count]);
    }

    // A side of a join under an alias of its own, so that equal names on both sides stay apart.
    private SelectBlock Source(LogicalPlan plan, out string text)
    {
        string alias = NewAlias();
        string[] names = Names(plan.Fields);
        text = $"({Render(plan, names)}) AS {alias}";
        return new SelectBlock(text, [.. names.Select(name => $"{alias}.{name}")]);
    }

    private SelectBlock Wrap(LogicalPlan plan)
    {
        string[] names = Names(plan.Fields);
        return new SelectBlock($"({Render(plan, names)}) AS {NewAlias()}", names);
    }

    // Inner columns need names that differ, whatever case they are read in.
    private static string[] Names(PlanList<Field> fields)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. fields.Select((field, i) => used.Add(field.Name) ? SqlPrinter.Identifier(field.Name) : string.Create(CultureInfo.InvariantCulture, $"\"{field.Name}:{i}\""))];
    }

    private string NewAlias() => string.Create(CultureInfo.InvariantCulture, $"t{++_relations}");
}
