using System.Runtime.CompilerServices;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Printing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>Turns the expressions of one clause into typed ones.</summary>
/// <param name="context">What the statement's binders share.</param>
/// <param name="queries">Binds sub-queries.</param>
/// <param name="scope">The columns that can be named.</param>
/// <param name="clause">Where the expressions stand, for messages.</param>
internal sealed partial class ExpressionBinder(BindingContext context, QueryBinder queries, Scope scope, string clause)
{
    /// <summary>Whether aggregates may stand here.</summary>
    public bool AllowsAggregates { get; init; }

    /// <summary>Whether UNNEST may stand here.</summary>
    public bool AllowsUnnest { get; init; }

    /// <summary>What COLUMNS stands for; null where it cannot stand.</summary>
    public ColumnsItems? Columns { get; init; }

    /// <summary>Finds a select item by its alias, where no column has the name.</summary>
    public Func<SqlName, ScalarExpression?>? Aliases { get; init; }

    /// <summary>Binds an expression. Errors point at the innermost node that is wrong.</summary>
    public ScalarExpression Bind(SqlExpression syntax)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw context.NotSupported(syntax, "An expression nested so deeply");
        }

        try
        {
            return BindNode(syntax);
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw context.Located(error, syntax);
        }
    }

    /// <summary>Binds an expression that must be a condition.</summary>
    public ScalarExpression BindCondition(SqlExpression syntax)
    {
        ScalarExpression bound = Bind(syntax);
        try
        {
            return PlanBuilder.Condition(bound, clause);
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw context.Located(error, syntax);
        }
    }

    private ScalarExpression BindNode(SqlExpression syntax) => syntax switch
    {
        NullLiteral => Constant.Null,
        BooleanLiteral literal => Constant.Of(literal.Value),
        IntegerLiteral literal => Integer(literal.Value),
        DoubleLiteral literal => new Constant(literal.Value, SqlTypes.Double),
        StringLiteral literal => new Constant(literal.Value, SqlTypes.Text),
        BlobLiteral literal => new Constant(Convert.FromHexString(literal.Hex), SqlTypes.Blob),
        TypedLiteral literal => ConstantFolding.Fold(new Cast(new Constant(literal.Text, SqlTypes.Text), TypeBinder.Bind(literal.Type, context.Sql))),
        IntervalExpression interval => Interval(interval),
        ParameterExpression parameter => Parameter(parameter),
        ColumnExpression column => Column(column),
        UnaryExpression unary => Unary(unary),
        BinaryExpression binary => Binary(binary),
        LogicalExpression logical => Logical(logical),
        BetweenExpression between => Between(between),
        IsExpression test => Is(test),
        LikeExpression like => Like(like),
        InListExpression list => InList(list),
        InCollectionExpression collection => Negate(InCollection(collection.Operand, collection.Collection), collection.Negated),
        InQueryExpression query => Negate(InQuery(query.Operand, query.Query), query.Negated),
        QuantifiedExpression quantified => Quantified(quantified),
        CaseExpression @case => Case(@case),
        CastExpression cast => Cast(cast),
        SubscriptExpression subscript => Subscript(subscript),
        FieldExpression field => Field(field),
        SliceExpression slice => Slice(slice),
        ListExpression list => List(list),
        StructExpression value => Struct(value),
        FunctionExpression function => Function(function),
        SubqueryExpression query => Subquery(query),
        ExistsExpression query => Exists(query),
        RowExpression { Items.Count: 1 } row => Bind(row.Items[0]),
        RowExpression row => Row(row),
        ArrayQueryExpression query => ArrayQuery(query),
        MapExpression map => Map(map),
        LambdaExpression => throw context.Error(RerunErrorCode.Syntax, syntax, "A lambda is an argument of a function over lists, such as list_transform(list, x -> x + 1)."),
        ColumnsExpression columns => Columns?.Value(columns, this) ?? throw context.NotSupported(syntax, "COLUMNS(..) outside of the select list"),
        FieldsExpression => throw context.Error(RerunErrorCode.Syntax, syntax, "(struct).* can stand only as an item of SELECT."),
        StarExpression => throw context.Error(RerunErrorCode.Syntax, syntax, "* can stand here only in count(*)."),
        DefaultExpression => throw context.Error(RerunErrorCode.Syntax, syntax, "DEFAULT is no value here."),
        _ => throw context.NotSupported(syntax, $"This expression ({syntax.GetType().Name})"),
    };

    private static Constant Integer(Int128 value) => value switch
    {
        _ when value >= int.MinValue && value <= int.MaxValue => new Constant((long)value, SqlTypes.Int),
        _ when value <= long.MaxValue => new Constant((long)value, SqlTypes.BigInt),
        _ => new Constant((ulong)value, SqlTypes.UBigInt),
    };

    /// <summary>The columns of a relation of a query around this one.</summary>
    public ScopeColumn[] OuterColumnsOf(SqlName[] qualifier) => queries.OuterColumnsOf(qualifier);

    private ScalarExpression Parameter(ParameterExpression syntax)
    {
        string name = ParameterNames.Of(syntax);
        return new ParameterReference(name, context.ParameterType(name));
    }

    private ScalarExpression Column(ColumnExpression syntax)
    {
        ReadOnlySpan<SqlName> parts = syntax.Parts.AsSpan();
        SqlName name = syntax.Name;
        if (_lambdas.Count > 0 && Variable(syntax) is { } variable)
        {
            return variable;
        }

        IReadOnlyList<ScopeColumn> found = scope.Find(parts[..^1], name);
        if (found.Count == 1)
        {
            return ColumnReference.Of(found[0].Ordinal, found[0].Name, found[0].Field);
        }

        if (found.Count == 0 && parts.Length == 1 && Aliases?.Invoke(name) is { } last)
        {
            return Aliased(last, syntax);
        }

        return found.Count > 1 ? throw Ambiguous(syntax, found) : queries.OuterColumn(syntax) ?? FieldOfColumn(syntax) ?? throw UnknownColumn(syntax);
    }

    /// <summary>What a name means whose first parts are a column and whose others are fields of it, such as <c>s.a</c> for <c>(s).a</c>; null if it is no such name.</summary>
    private ScalarExpression? FieldOfColumn(ColumnExpression syntax)
    {
        for (int length = syntax.Parts.Count - 1; length > 0; length--)
        {
            IReadOnlyList<ScopeColumn> found = scope.Find(syntax.Parts.AsSpan()[..(length - 1)], syntax.Parts[length - 1]);
            if (found.Count == 1 && found[0].Field.DataType is Arrow.Types.StructType)
            {
                return Fields(ColumnReference.Of(found[0].Ordinal, found[0].Name, found[0].Field), syntax, length);
            }
        }

        return null;
    }

    // An alias brings what it stands for to places where that could not be written.
    private ScalarExpression Aliased(ScalarExpression expression, ColumnExpression syntax)
    {
        string? what = _isInsideAggregate && GroupedQuery.HasAggregate(expression) ? "an aggregate"
            : (_isInsideAggregate || _isInsideWindow) && WindowedQuery.HasWindow(expression) ? "a window function"
            : (_isInsideAggregate || _isInsideWindow) && PendingUnnest.IsIn(expression) ? "UNNEST"
            : null;
        return what is null ? expression : throw context.Error(
            RerunErrorCode.Syntax, syntax, $"{context.TextOf(syntax)} is {what} of the select list, which cannot stand inside {(_isInsideAggregate ? "an aggregate" : "a window function")}.");
    }

    private RerunException Ambiguous(ColumnExpression syntax, IReadOnlyList<ScopeColumn> found)
    {
        IEnumerable<string> names = found.Select(column => string.Join('.', column.Relation.Append(column.Name).Select(SqlPrinter.Identifier)));
        return context.Error(RerunErrorCode.Ambiguous, syntax, $"{context.TextOf(syntax)} fits more than one column: {string.Join(", ", names)}.");
    }

    private RerunException UnknownColumn(ColumnExpression syntax)
    {
        SqlName name = syntax.Name;
        string? nearest = NearestName.Of(name.Text, scope.Columns.Select(column => column.Name));
        string hint =
            scope.Columns.Any(column => column.Name.Equals(name.Text, StringComparison.OrdinalIgnoreCase)) && syntax.Parts.Count == 1
                ? $" In double quotes names match exactly; there is {SqlPrinter.Identifier(scope.Columns.First(column => column.Name.Equals(name.Text, StringComparison.OrdinalIgnoreCase)).Name)}."
            : syntax.Parts.Count > 1 && scope.Find([], syntax.Parts[0]) is [var whole, ..]
                ? $" The column {SqlPrinter.Identifier(whole.Name)} is {SqlTypes.NameOf(whole.Field.DataType)}, which has no fields."
            : nearest is not null ? $" Did you mean {SqlPrinter.Identifier(nearest)}?"
            : scope.Columns.Count == 0 ? " There is no FROM."
            : $" There are: {string.Join(", ", NearestName.Ranked(name.Text, scope.Columns.Select(column => column.Name).Distinct(), 8).Select(SqlPrinter.Identifier))}.";
        return context.Error(RerunErrorCode.UnknownColumn, syntax, $"There is no column {context.TextOf(syntax)}.{hint}");
    }
}
