using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Syntax;
using Cast = Rerun.Query.Execution.Casts.Cast;
using JoinKind = Rerun.Query.Plan.Relations.JoinKind;

namespace Rerun.Query.Binding;

/// <summary>Brings the rows of INSERT to the columns of the table: by name or place, with their types; what is not given has its default, or NULL.</summary>
internal sealed class InsertBinder(BindingContext context)
{
    /// <summary>Under which the text of a column's default stands in the metadata of its field.</summary>
    public const string DefaultMark = "rerun:sql_default";

    /// <summary>The rows of a statement, with the table's columns.</summary>
    /// <param name="insert">The statement.</param>
    /// <param name="schema">The table's columns.</param>
    /// <exception cref="RerunException">A column is unknown or named twice, the counts differ, or a type does not fit.</exception>
    public LogicalPlan Bind(InsertStatement insert, Schema schema)
    {
        IReadOnlyList<Field> targets = insert.Columns.IsEmpty ? schema.FieldsList : Targets(insert, schema);
        if (insert.Query is null)
        {
            return Assign(PlanBuilder.Values([[Constant.Null]], ["none"]), schema, [], insert.Table);
        }

        if (insert.Query is { With: null, Limit: null, OrderBy.IsEmpty: true, Body: ValuesSyntax values })
        {
            return Assign(Values(values, targets, insert), schema, targets, insert.Query);
        }

        LogicalPlan rows = new QueryBinder(context).Bind(insert.Query);
        RequireCount(rows.Fields.Count, targets.Count, insert, insert.Query);
        return Assign(rows, schema, targets, insert.Query);
    }

    /// <summary>Rows whose columns go, in order, to some of the table's, as rows of all of the table's.</summary>
    public LogicalPlan Assign(LogicalPlan rows, Schema schema, IReadOnlyList<Field> targets, SqlNode place)
    {
        var columns = new ScalarExpression[schema.FieldsList.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            Field field = schema.GetFieldByIndex(i);
            int given = IndexOf(targets, field);
            columns[i] = given >= 0 ? Assigned(rows.Column(given), field, place)
                : DefaultOf(field, place) ?? (field.IsNullable ? new Constant(null, field.DataType) : null)
                ?? throw context.Error(RerunErrorCode.NotNullViolation, place, $"The column {field.Name} takes no NULL; give it a value.");
        }

        return PlanBuilder.Project(rows, [.. columns], [.. schema.FieldsList.Select(field => field.Name)]);
    }

    /// <summary>What a column has where no value is given; null where it has no default.</summary>
    /// <exception cref="RerunException">The default does not fit the column.</exception>
    public ScalarExpression? DefaultOf(Field field, SqlNode place)
    {
        if (field.Metadata.GetValueOrDefault(DefaultMark) is not { } text)
        {
            return null;
        }

        SqlScript script = SqlParser.ParseScript($"VALUES ({text})");
        if (script.Statements is not [QueryStatement { Query.Body: ValuesSyntax { Rows: [{ Values: [var value] }] } }])
        {
            throw context.Error(RerunErrorCode.CorruptData, place, $"The default of {field.Name} is no expression: {text}");
        }

        BindingContext inside = context.ForStoredView(script.Text, null);
        return Assigned(new ExpressionBinder(inside, new QueryBinder(inside), Scope.Empty, "DEFAULT").Bind(value), field, place);
    }

    /// <summary>Without the rows whose key a table has already, or that have the key of one before.</summary>
    /// <param name="rows">Rows with the table's columns.</param>
    /// <param name="table">The table.</param>
    /// <param name="keys">The positions of its key.</param>
    public LogicalPlan WithoutConflicts(LogicalPlan rows, LogicalPlan table, IReadOnlyList<int> keys)
    {
        if (keys.Count == 0)
        {
            return rows;
        }

        LogicalPlan single = PlanBuilder.Distinct(rows, keys.Select(key => (ScalarExpression)rows.Column(key)).ToPlanList());
        return PlanBuilder.Join(single, table, JoinKind.Anti, PlanBuilder.And(
            keys.Select(key => context.Builder.Compare("=", single.Column(key), ColumnMapping.Shift(table.Column(key), single.Fields.Count)))));
    }

    private static int IndexOf(IReadOnlyList<Field> fields, Field field)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            if (ReferenceEquals(fields[i], field))
            {
                return i;
            }
        }

        return -1;
    }

    private List<Field> Targets(InsertStatement insert, Schema schema)
    {
        var targets = new List<Field>();
        foreach (SqlName column in insert.Columns)
        {
            Field field = Target(column, schema);
            if (IndexOf(targets, field) >= 0)
            {
                throw context.Error(RerunErrorCode.InvalidArgument, column, $"The column {column.Text} is named twice.");
            }

            targets.Add(field);
        }

        return targets;
    }

    /// <summary>The column of a name.</summary>
    public Field Target(SqlName column, Schema schema)
    {
        Field? field = NameMatching.Single(schema.FieldsList, field => field.Name, column, out bool isAmbiguous);
        if (field is not null && !isAmbiguous)
        {
            return field;
        }

        string hint = NearestName.Of(column.Text, schema.FieldsList.Select(field => field.Name)) is { } nearest
            ? $"Did you mean {nearest}?"
            : $"It has: {string.Join(", ", schema.FieldsList.Select(field => field.Name))}.";
        throw context.Error(
            isAmbiguous ? RerunErrorCode.Ambiguous : RerunErrorCode.UnknownColumn,
            column,
            isAmbiguous ? $"More than one column is named {column.Text} but for case; use double quotes." : $"The table has no column {column.Text}. {hint}");
    }

    /// <summary>A value, or DEFAULT, as a column takes it.</summary>
    public ScalarExpression Value(SqlExpression value, Field field, ExpressionBinder binder) =>
        value is DefaultExpression ? DefaultOf(field, value) ?? new Constant(null, field.DataType) : Assigned(binder.Bind(value), field, value);

    // Each value goes to its column's type by itself, so that rows need not agree with each other.
    private LogicalPlan Values(ValuesSyntax values, IReadOnlyList<Field> targets, InsertStatement insert)
    {
        var binder = new ExpressionBinder(context, new QueryBinder(context), Scope.Empty, "VALUES");
        var rows = new List<PlanList<ScalarExpression>>(values.Rows.Count);
        foreach (ValuesRow row in values.Rows)
        {
            RequireCount(row.Values.Count, targets.Count, insert, row);
            rows.Add(row.Values.Select((value, i) => Value(value, targets[i], binder)).ToPlanList());
        }

        return PlanBuilder.Values(rows, [.. targets.Select(field => field.Name)]);
    }

    private void RequireCount(int given, int expected, InsertStatement insert, SqlNode place)
    {
        if (given != expected)
        {
            string columns = insert.Columns.IsEmpty ? $"the table has {expected} columns" : $"{expected} columns are named";
            throw context.Error(RerunErrorCode.TypeMismatch, place, $"INSERT gives {given} values, but {columns}.");
        }
    }

    /// <summary>A value for a column: also where a conversion may fail for some values, but not where it would change what the value means.</summary>
    private ScalarExpression Assigned(ScalarExpression value, Field field, SqlNode place)
    {
        IArrowType from = value.Type;
        IArrowType to = field.DataType;
        bool fits = from is NullType || SqlTypes.Same(from, to) || SqlTypes.IsText(from) == SqlTypes.IsText(to) || SqlTypes.IsText(from);
        bool changesMeaning = (from is BooleanType && SqlTypes.IsNumeric(to)) || (to is BooleanType && SqlTypes.IsNumeric(from))
            || (SqlTypes.IsTemporal(from) && SqlTypes.IsNumeric(to));
        return fits && !changesMeaning && Cast.Between(from, to) is not null
            ? PlanBuilder.Cast(value, to)
            : throw context.Error(
                RerunErrorCode.TypeMismatch,
                place,
                $"The column {field.Name} is {SqlTypes.NameOf(to)}; {SqlTypes.NameOf(from)} does not fit it.{(Cast.Between(from, to) is null ? "" : " Use CAST.")}");
    }
}
