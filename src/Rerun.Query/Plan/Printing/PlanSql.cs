using System.Globalization;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Printing;

namespace Rerun.Query.Plan.Printing;

/// <summary>Writes a plan, as it is before optimisation, as SQL that gives the same rows.</summary>
internal sealed partial class PlanSql : ISubqueryText
{
    private readonly Dictionary<int, string> _outer = [];
    private int _relations;

    private PlanSql()
    {
    }

    /// <summary>The SQL of a plan.</summary>
    /// <exception cref="RerunException">The plan has a part that SQL text does not express.</exception>
    public static string Of(LogicalPlan plan)
    {
        var writer = new PlanSql();
        string text = writer.Render(plan, [.. plan.Fields.Select(field => SqlPrinter.Identifier(field.Name))]);
        return writer._common.Count == 0 ? text : $"WITH {string.Join(",\n", writer._definitions)}\n{text}";
    }

    string ISubqueryText.Of(LogicalPlan plan) => Render(plan, Names(plan.Fields));

    string ISubqueryText.Of(OuterReference reference) => _outer.TryGetValue(reference.Id, out string? text) ? text : SqlPrinter.Identifier(reference.Name);

    void ISubqueryText.Name(OuterReference reference, string text) => _outer[reference.Id] = text;

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
                return Block(DataframeSql.Of(scan), Written(scan.Fields));
            case TableScan scan:
                return Block(string.Join('.', scan.Source.Name.Split('.', 2).Select(SqlPrinter.Identifier)), Written(scan.Fields));
            case Values { Fields.IsEmpty: true }:
                return Block("", []);
            case Values values:
                return WriteValues(values);
            case Empty empty:
                return Block($"(SELECT {string.Join(", ", empty.Fields.Select(field => $"CAST(NULL AS {SqlTypes.NameOf(field.DataType)}) AS {SqlPrinter.Identifier(field.Name)}"))} WHERE FALSE)", Names(empty.Fields));
            case Filter filter:
                return WriteOver(filter, filter.Input, block => !block.IsDistinct && block.DistinctKeys.Count == 0 && !block.IsOrdered && !block.IsLimited, block => block.AddCondition(filter.Condition));
            case Project project:
                return WriteProject(project);
            case Aggregate aggregate when aggregate.Groups.Any(HasSubquery):
                return Write(OverColumns(aggregate));
            case Aggregate aggregate:
                return WriteOver(aggregate, aggregate.Input, block => block.IsPlain && !block.HasSubqueries, block => block.Group(aggregate.Groups, aggregate.Calls));
            case Window window:
                return WriteOver(window, window.Input, block => block.IsPlain, block => block.AddWindow(window), isLast: true);
            case Sort sort:
                return WriteOver(sort, sort.Input, block => block.IsPlain && !block.HasSubqueries, block => block.Order(sort.Keys));
            case Distinct { Keys.IsEmpty: true } distinct:
                return WriteOver(distinct, distinct.Input, block => !block.IsDistinct && block.DistinctKeys.Count == 0 && !block.IsOrdered && !block.IsLimited, block => block.IsDistinct = true);
            case Distinct distinct:
                return WriteOver(distinct, distinct.Input, block => block.IsPlain, block => block.DistinctKeys = [.. distinct.Keys.Select(block.Text)], isLast: true);
            case Limit limit:
                return WriteOver(limit, limit.Input, block => !block.IsLimited, block =>
                {
                    block.Count = limit.Count is null ? null : block.Text(limit.Count);
                    block.Offset = limit.Offset is null ? null : block.Text(limit.Offset);
                });
            case SetOperation:
                return Wrap(plan);
            case Join join:
                return WriteJoin(join);
            case AsofJoin join:
                return WriteAsofJoin(join);
            case Unnest unnest:
                return WriteUnnest(unnest);
            case LateralJoin join:
                return WriteLateralJoin(join);
            case Series series:
                return WriteSeries(series);
            case Sample sample:
                return WriteSample(sample);
            case RecursiveUnion recursive:
                return WriteRecursive(recursive);
            case CommonScan scan:
                return WriteCommon(scan);
            case WorkingScan scan:
                return Block(_recursive[scan.Table], Names(scan.Fields));
            default:
                throw new RerunException($"This part of the query has no SQL text: {plan.Label}", RerunErrorCode.NotSupported);
        }
    }

    // What stands over a window or over the first rows of keys is another query.
    private SelectBlock WriteOver(LogicalPlan relation, LogicalPlan input, Func<SelectBlock, bool> fits, Action<SelectBlock> add, bool isLast = false)
    {
        bool needsNames = HasCorrelated(relation);
        SelectBlock block = Write(input);
        if (!fits(block) || (needsNames && !(block.IsQualified && !block.IsGrouped)))
        {
            block = needsNames ? Qualified(input) : Wrap(input);
        }

        add(block);
        return isLast ? Wrapped(block, relation.Fields) : block;
    }

    private static bool HasSubquery(ScalarExpression expression) => expression.Any(part => part is CorrelatedSubquery or ScalarSubquery or ExistsSubquery or InSubquery);

    private static Aggregate OverColumns(Aggregate aggregate)
    {
        LogicalPlan input = aggregate.Input;
        int width = input.Fields.Count;
        LogicalPlan columns = PlanBuilder.Project(
            input,
            [.. Enumerable.Range(0, width).Select(i => (ScalarExpression)input.Column(i)), .. aggregate.Groups],
            [.. input.Fields.Select(field => field.Name), .. aggregate.Groups.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"group{i + 1}"))]);
        return aggregate with { Input = columns, Groups = aggregate.Groups.Select((_, i) => (ScalarExpression)columns.Column(width + i)).ToPlanList() };
    }

    private static bool HasCorrelated(LogicalPlan relation)
    {
        bool isFound = false;
        relation.WithExpressions(expression =>
        {
            isFound |= expression.Any(part => part is CorrelatedSubquery);
            return expression;
        });
        return isFound;
    }

    private SelectBlock WriteProject(Project project)
    {
        bool onlyColumns = project.Expressions.All(expression => expression is ColumnReference);
        return WriteOver(
            project,
            project.Input,
            block => !block.IsDistinct && block.DistinctKeys.Count == 0 && (onlyColumns || (!block.IsOrdered && !block.IsLimited)),
            block =>
            {
                block.HasSubqueries |= project.Expressions.Any(expression => HasSubquery(expression) || expression.Any(part => part is OuterReference));
                block.Columns = [.. project.Expressions.Select(expression => expression is Logical ? $"({block.Text(expression)})" : block.Text(expression))];
            });
    }

    // The first row says which types the columns have.
    private SelectBlock WriteValues(Values values)
    {
        var writer = new ExpressionText(column => column.Name, int.MaxValue, this);
        string alias = NewAlias();
        IEnumerable<string> rows = values.Rows.Select((row, i) =>
            $"({string.Join(", ", row.Select((value, column) => i == 0 ? writer.Write(new Cast(value, values.Fields[column].DataType)) : writer.Write(value)))})");
        return Block($"(VALUES {string.Join(", ", rows)}) AS {alias}({string.Join(", ", Names(values.Fields))})", Names(values.Fields));
    }

    private SelectBlock WriteJoin(Join join)
    {
        SelectBlock left = Source(join.Left, out string leftText);
        SelectBlock right = Source(join.Right, out string rightText);
        string[] columns = [.. left.Columns, .. right.Columns];
        string[] conditions = [.. Conditions(join.Keys, left, right), .. join.Condition is null ? [] : new[] { $"({Block("", columns).Text(join.Condition)})" }];
        string kind = join.Kind == JoinKind.Inner && conditions.Length == 0 ? "CROSS JOIN" : $"{join.Kind.ToString().ToUpperInvariant()} JOIN";
        string on = conditions.Length == 0 ? (kind == "CROSS JOIN" ? "" : " ON TRUE") : $" ON {string.Join(" AND ", conditions)}";
        return Block($"{leftText} {kind} {rightText}{on}", columns[..join.Fields.Count], true);
    }

    private SelectBlock WriteAsofJoin(AsofJoin join)
    {
        SelectBlock left = Source(join.Left, out string leftText);
        SelectBlock right = Source(join.Right, out string rightText);
        IEnumerable<string> conditions = Conditions(join.Keys, left, right).Append($"{left.Text(join.LeftTime)} {join.Comparison} {right.Text(join.RightTime)}");
        return Block($"{leftText} ASOF {(join.KeepsLeft ? "LEFT " : "")}JOIN {rightText} ON {string.Join(" AND ", conditions)}", [.. left.Columns, .. right.Columns], true);
    }

    private SelectBlock WriteLateralJoin(LateralJoin join)
    {
        SelectBlock left = Source(join.Left, out string leftText);
        for (int i = 0; i < join.Parameters.Count; i++)
        {
            _outer[join.Parameters[i].Id] = left.Text(join.Arguments[i]);
        }

        SelectBlock right = Source(join.Right, out string rightText);
        return Block(
            join.KeepsLeft ? $"{leftText} LEFT JOIN LATERAL {rightText} ON TRUE" : $"{leftText} CROSS JOIN LATERAL {rightText}", [.. left.Columns, .. right.Columns], true);
    }

    private static IEnumerable<string> Conditions(PlanList<JoinKey> keys, SelectBlock left, SelectBlock right) =>
        keys.Select(key => $"{left.Text(key.Left)} {(key.NullsEqual ? "IS NOT DISTINCT FROM" : "=")} {right.Text(key.Right)}");

    private SelectBlock WriteUnnest(Unnest unnest)
    {
        string alias = NewAlias();
        string[] names = Names(unnest.Fields.Skip(unnest.Input.Fields.Count).ToPlanList());
        string tail = $"{(unnest.HasOrdinality ? " WITH ORDINALITY" : "")} AS {alias}({string.Join(", ", names)})";
        string[] elements = [.. names.Select(name => $"{alias}.{name}")];
        if (unnest.Input is Values { Fields.IsEmpty: true } && !unnest.KeepsRows)
        {
            SelectBlock none = Block("", []);
            return Block($"UNNEST({string.Join(", ", unnest.Lists.Select(none.Text))}){tail}", elements, true);
        }

        SelectBlock left = Source(unnest.Input, out string text);
        string lists = string.Join(", ", unnest.Lists.Select(left.Text));
        return Block(
            unnest.KeepsRows ? $"{text} LEFT JOIN UNNEST({lists}){tail} ON TRUE" : $"{text} CROSS JOIN UNNEST({lists}){tail}", [.. left.Columns, .. elements], true);
    }

    // A side of a join under an alias of its own, so that equal names on both sides stay apart.
    private SelectBlock Source(LogicalPlan plan, out string text)
    {
        string alias = NewAlias();
        string[] names = Names(plan.Fields);
        text = $"({Render(plan, names)}) AS {alias}";
        return Block(text, [.. names.Select(name => $"{alias}.{name}")], true);
    }

    private SelectBlock Qualified(LogicalPlan plan) => Source(plan, out _);

    private SelectBlock Wrap(LogicalPlan plan)
    {
        string[] names = Names(plan.Fields);
        return Block($"({Render(plan, names)}) AS {NewAlias()}", names);
    }

    private SelectBlock Wrapped(SelectBlock block, PlanList<Field> fields)
    {
        string[] names = Names(fields);
        return Block($"({block.Render(names)}) AS {NewAlias()}", names);
    }

    private SelectBlock Block(string from, IReadOnlyList<string> columns, bool isQualified = false) => new(from, columns, this) { IsQualified = isQualified };

    private static string[] Written(PlanList<Field> fields) => [.. fields.Select(field => SqlPrinter.Identifier(field.Name))];

    // Inner columns need names that differ, whatever case they are read in.
    private static string[] Names(PlanList<Field> fields)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. fields.Select((field, i) => used.Add(field.Name) ? SqlPrinter.Identifier(field.Name) : string.Create(CultureInfo.InvariantCulture, $"\"{field.Name}:{i}\""))];
    }

    private string NewAlias() => string.Create(CultureInfo.InvariantCulture, $"t{++_relations}");
}
