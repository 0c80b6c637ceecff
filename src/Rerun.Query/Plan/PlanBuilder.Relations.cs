using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan;

/// <content>Relations.</content>
internal sealed partial class PlanBuilder
{
    /// <summary>The rows for which a condition is true.</summary>
    public static LogicalPlan Filter(LogicalPlan input, ScalarExpression condition, string clause = "WHERE") =>
        new Filter(input, Condition(condition, clause));

    /// <summary>Computed columns. A plain column keeps the metadata of its field.</summary>
    public static LogicalPlan Project(LogicalPlan input, PlanList<ScalarExpression> expressions, IReadOnlyList<string> names)
    {
        var fields = new Field[expressions.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = FieldOf(input, expressions[i], names[i]);
        }

        var project = new Project(input, expressions, [.. fields]);
        return project.IsIdentity ? input : project;
    }

    /// <summary>One row for each combination of the groups; columns are the groups, then the calls.</summary>
    public static LogicalPlan Aggregate(
        LogicalPlan input, PlanList<ScalarExpression> groups, PlanList<AggregateCall> calls, IReadOnlyList<string> names)
    {
        var fields = new Field[groups.Count + calls.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = i < groups.Count
                ? FieldOf(input, groups[i], names[i])
                : new Field(names[i], calls[i - groups.Count].Type, calls[i - groups.Count].IsNullable);
        }

        return new Aggregate(input, groups, calls, [.. fields]);
    }

    /// <summary>Each row once for each element of its lists; columns are those of the input, then the elements, then their number.</summary>
    public static LogicalPlan Unnest(LogicalPlan input, PlanList<ScalarExpression> lists, IReadOnlyList<string> names, bool hasOrdinality, bool keepsRows)
    {
        IEnumerable<Field> elements = lists.Select((list, i) => new Field(names[i], SqlTypes.ElementOf(list.Type), true));
        IEnumerable<Field> ordinality = hasOrdinality ? [new Field(names[^1], SqlTypes.BigInt, keepsRows)] : [];
        return new Unnest(input, lists, hasOrdinality, keepsRows, [.. input.Fields, .. elements, .. ordinality]);
    }

    /// <summary>The rows in an order; without keys the input.</summary>
    public static LogicalPlan Sort(LogicalPlan input, PlanList<SortKey> keys) => keys.IsEmpty ? input : new Sort(input, keys);

    /// <summary>Some of the first rows. Counts are BIGINT without columns.</summary>
    public static LogicalPlan Limit(LogicalPlan input, ScalarExpression? count, ScalarExpression? offset) =>
        count is null && offset is null ? input : new Limit(input, RowCount(count, "LIMIT"), RowCount(offset, "OFFSET"));

    /// <summary>Each row once, or the first of the rows that are equal in some expressions.</summary>
    public static LogicalPlan Distinct(LogicalPlan input, PlanList<ScalarExpression> keys = default) => new Distinct(input, keys);

    /// <summary>Rows of constants or parameters, brought to common types by column.</summary>
    public static LogicalPlan Values(IReadOnlyList<PlanList<ScalarExpression>> rows, IReadOnlyList<string> names)
    {
        var fields = new Field[names.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            IArrowType type = CommonType([.. rows.Select(row => row[i])], $"in column {i + 1} of VALUES");
            fields[i] = new Field(names[i], type, rows.Any(row => row[i].IsNullable));
        }

        return new Values(
            rows.Select(row => row.Select((value, i) => Cast(value, fields[i].DataType)).ToPlanList()).ToPlanList(), [.. fields]);
    }

    /// <summary>UNION, INTERSECT, EXCEPT of relations with equally many columns; names are those of the first.</summary>
    public static LogicalPlan SetOperation(SetOperationKind kind, bool all, PlanList<LogicalPlan> operands)
    {
        LogicalPlan first = operands[0];
        foreach (LogicalPlan operand in operands)
        {
            if (operand.Fields.Count != first.Fields.Count)
            {
                throw Mismatch($"A set operation joins queries with equally many columns, but one has {first.Fields.Count} and another {operand.Fields.Count}.");
            }
        }

        var fields = new Field[first.Fields.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            IArrowType type = CommonType([.. operands.Select(operand => (ScalarExpression)operand.Column(i))], $"in column {i + 1} of a set operation");
            fields[i] = new Field(first.Fields[i].Name, type, operands.Any(operand => operand.Fields[i].IsNullable));
        }

        PlanList<LogicalPlan> inputs = operands.Map(operand => WithTypes(operand, fields));
        if (inputs.Count == 1 && all)
        {
            return inputs[0];
        }

        return kind == SetOperationKind.UnionAll && !all
            ? Distinct(new SetOperation(kind, true, inputs, [.. fields]))
            : new SetOperation(kind, all, inputs, [.. fields]);
    }

    /// <summary>The rows with each column converted to the type, and under the name, of a field.</summary>
    public static LogicalPlan WithTypes(LogicalPlan plan, IReadOnlyList<Field> fields)
    {
        bool differs = false;
        var columns = new ScalarExpression[fields.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Cast(plan.Column(i), fields[i].DataType);
            differs |= columns[i] is Cast;
        }

        return differs ? Project(plan, [.. columns], [.. fields.Select(field => field.Name)]) : plan;
    }

    private static ScalarExpression? RowCount(ScalarExpression? count, string clause)
    {
        if (count is null)
        {
            return null;
        }

        if (count.Any(part => part is ColumnReference))
        {
            throw new RerunException($"{clause} cannot depend on columns.", RerunErrorCode.InvalidArgument);
        }

        return count.Type is IntegralType or NullType || IsUntypedText(count)
            ? Cast(count, Int64Type.Default)
            : throw Mismatch($"{clause} needs a whole number, but {Subject(count)} is none.");
    }

    private static Field FieldOf(LogicalPlan input, ScalarExpression expression, string name) =>
        expression is ColumnReference column
            ? input.Fields[column.Ordinal].Name == name ? input.Fields[column.Ordinal] : input.Fields[column.Ordinal].WithName(name)
            : new Field(name, expression.Type, expression.IsNullable);
}
