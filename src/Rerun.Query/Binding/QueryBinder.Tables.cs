using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sources;
using Rerun.Query.Sql.Syntax;
using JoinKind = Rerun.Query.Plan.Relations.JoinKind;
using JoinSyntaxKind = Rerun.Query.Sql.Syntax.JoinKind;

namespace Rerun.Query.Binding;

/// <content>FROM: names, sub-queries, table functions, joins.</content>
internal sealed partial class QueryBinder
{
    private const string TemporarySchema = "temp";

    private BoundRelation BindTable(TableSyntax table) => table switch
    {
        NamedTableSyntax named => BindNamed(named),
        DerivedTableSyntax derived => Aliased(Bind(derived.Query), [], derived.Alias, derived),
        JoinTableSyntax join => BindJoin(join),
        FunctionTableSyntax function when IsUnnest(function) => BindUnnest(new BoundRelation(Values.OneRow, Scope.Empty), function),
        FunctionTableSyntax function => BindFunction(function),
        SampledTableSyntax sampled => BindSampled(sampled),
        _ => throw context.NotSupported(table, "This relation"),
    };

    private BoundRelation BindSampled(SampledTableSyntax sampled)
    {
        BoundRelation all = BindTable(sampled.Table);
        return all with { Plan = BindSample(all.Plan, sampled.Sample) };
    }

    private BoundRelation BindNamed(NamedTableSyntax named)
    {
        if (named.Name.Parts.Count == 1)
        {
            for (int i = _commonTables.Count - 1; i >= 0; i--)
            {
                if (NameMatching.Fits(_commonTables[i].Name, named.Name.Last))
                {
                    return Aliased(_commonTables[i].PlanAt(named), [_commonTables[i].Name], named.Alias, named);
                }
            }
        }

        (LogicalPlan plan, IReadOnlyList<string> name) = BindRelation(named.Name);
        return Aliased(plan, name, named.Alias, named);
    }

    /// <summary>The rows that a name means, and its parts: a temporary view or table, or a relation of the catalog.</summary>
    public (LogicalPlan Plan, IReadOnlyList<string> Name) BindRelation(QualifiedName name)
    {
        if (Find(context.Views.Values, view => view.Name, name) is { } view)
        {
            return (ViewBinder.Rows(context, name, view, context.ForView(view.Sql)), [view.Name]);
        }

        return Find(context.Tables.Values, table => table.Name, name) is { } table
            ? (TableScan.Of(new BatchesSource(table.Name, table.Schema, table.Batches)), [table.Name])
            : new RelationResolver(context).Resolve(name);
    }

    // What belongs to the session is found by its name alone, or in the schema temp.
    private static T? Find<T>(IEnumerable<T> things, Func<T, string> nameOf, QualifiedName name)
        where T : class
    {
        T? found = NameMatching.Single(things, nameOf, Joined(name.Parts), out _);
        return found is null && name.Parts.Count > 1 && NameMatching.Fits(TemporarySchema, name.Parts[0])
            ? NameMatching.Single(things, nameOf, Joined(name.Parts.Skip(1)), out _)
            : found;

        SqlName Joined(IEnumerable<SqlName> parts) => new(name.Span, string.Join('.', parts.Select(part => part.Text)), parts.Any(part => part.Quoted));
    }

    private BoundRelation BindFunction(FunctionTableSyntax function)
    {
        string name = function.Name.Last.Text;
        LogicalPlan plan = (function.Name.Parts.Count > 1 ? null
            : name.Equals(DataframeFunction.Name, StringComparison.OrdinalIgnoreCase) ? new DataframeFunction(context).Bind(function)
            : SeriesFunction.TryBind(context, function, new ExpressionBinder(context, this, Scope.Empty, name)) ?? CatalogFunctions.TryBind(context, function))
            ?? throw context.NotSupported(function, $"The table function {context.TextOf(function.Name)}");
        if (function.WithOrdinality)
        {
            WindowFunctionCall number = context.Builder.WindowCall("row_number", [], false, null, false, Frame.Default);
            LogicalPlan numbered = PlanBuilder.Window(plan, [], [], [number]);
            plan = PlanBuilder.Project(
                numbered,
                numbered.Fields.Select((_, i) => (ScalarExpression)numbered.Column(i)).ToPlanList(),
                [.. plan.Fields.Select(field => field.Name), "ordinality"]);
        }

        // A single column is named like the relation, as that of UNNEST.
        TableAlias? alias = function.Alias is { Columns.IsEmpty: true } named && plan is Series ? named with { Columns = [named.Name] } : function.Alias;
        return Aliased(plan, [name.ToLowerInvariant()], alias, function);
    }

    private BoundRelation Aliased(LogicalPlan plan, IReadOnlyList<string> name, TableAlias? alias, SqlNode place)
    {
        if (alias is null)
        {
            return new BoundRelation(plan, Scope.Of(plan.Fields, name));
        }

        LogicalPlan renamed = Renamed(plan, alias.Columns, place);
        return new BoundRelation(renamed, Scope.Of(renamed.Fields, [alias.Name.Text]));
    }

    private BoundRelation BindJoin(JoinTableSyntax join)
    {
        return BindJoin(join, BindTable(join.Left));
    }

    private BoundRelation BindJoin(JoinTableSyntax join, BoundRelation left)
    {
        if (IsUnnest(join.Right))
        {
            return BindJoinWithUnnest(join, left, (FunctionTableSyntax)join.Right);
        }

        if (IsLateral(join.Right) && !join.Asof && !join.Natural && join.Using.IsEmpty && join.Kind is JoinSyntaxKind.Inner or JoinSyntaxKind.Cross or JoinSyntaxKind.Left)
        {
            return BindLateral(left, join.Right, join.On, join.Kind == JoinSyntaxKind.Left);
        }

        BoundRelation right = BindTable(join.Right);
        if (join.Asof)
        {
            return BindAsof(join, left, right);
        }

        return join.Kind switch
        {
            JoinSyntaxKind.RightSemi => BindJoin(join, right, left, JoinKind.Semi),
            JoinSyntaxKind.RightAnti => BindJoin(join, right, left, JoinKind.Anti),
            JoinSyntaxKind.Inner or JoinSyntaxKind.Cross => BindJoin(join, left, right, JoinKind.Inner),
            JoinSyntaxKind.Left => BindJoin(join, left, right, JoinKind.Left),
            JoinSyntaxKind.Right => BindJoin(join, left, right, JoinKind.Right),
            JoinSyntaxKind.Full => BindJoin(join, left, right, JoinKind.Full),
            JoinSyntaxKind.Semi => BindJoin(join, left, right, JoinKind.Semi),
            JoinSyntaxKind.Anti => BindJoin(join, left, right, JoinKind.Anti),
            _ => throw context.NotSupported(join, "POSITIONAL JOIN"),
        };
    }

    private BoundRelation BindJoin(JoinTableSyntax syntax, BoundRelation left, BoundRelation right, JoinKind kind)
    {
        if (syntax.Natural || !syntax.Using.IsEmpty)
        {
            return BindUsing(syntax, left, right, kind);
        }

        return Combine(left, right, kind, syntax.On is null ? null : BindOn(left, right, syntax.On), syntax);
    }

    private BoundRelation BindAsof(JoinTableSyntax join, BoundRelation left, BoundRelation right)
    {
        if (join.Natural || join.Kind is not (JoinSyntaxKind.Inner or JoinSyntaxKind.Left))
        {
            throw context.NotSupported(join, "ASOF with another join than JOIN and LEFT JOIN");
        }

        Scope both = left.Scope.Beside(right.Scope, left.Plan, [.. left.Plan.Fields, .. right.Plan.Fields]);
        List<(ScopeColumn Left, ScopeColumn Right)> pairs = UsingColumns(join, left.Scope, right.Scope);
        IEnumerable<ScalarExpression> conditions =
        [
            .. new[] { join.On, join.MatchCondition }.OfType<SqlExpression>().Select(new ExpressionBinder(context, this, both, "ON").BindCondition),
            .. pairs.Select(pair => Equality(join, left, right, pair)),
        ];
        bool keepsLeft = join.MatchCondition is not null || join.Kind == JoinSyntaxKind.Left;
        LogicalPlan plan = At(join, () => PlanBuilder.AsofJoin(left.Plan, right.Plan, PlanBuilder.And(conditions), keepsLeft));
        Scope scope = left.Scope.Beside(right.Scope, left.Plan, plan.Fields);
        return new BoundRelation(plan, new Scope(
            [.. scope.Columns.Select(column => column with { IsMerged = column.IsMerged || pairs.Any(pair => pair.Right.Ordinal + left.Plan.Fields.Count == column.Ordinal) })]));
    }

    private ScalarExpression Equality(JoinTableSyntax join, BoundRelation left, BoundRelation right, (ScopeColumn Left, ScopeColumn Right) pair) =>
        At(join, () => context.Builder.Compare(
            "=", left.Plan.Column(pair.Left.Ordinal), ColumnMapping.Shift(right.Plan.Column(pair.Right.Ordinal), left.Plan.Fields.Count)));

    private BoundRelation Combine(BoundRelation left, BoundRelation right, JoinKind kind, ScalarExpression? condition, SqlNode place)
    {
        if (kind != JoinKind.Inner && condition is not null && HasSubquery(condition))
        {
            return CombineBySubquery(left, right, kind, condition, place);
        }

        LogicalPlan plan = PlanBuilder.Join(left.Plan, right.Plan, kind, condition);
        Scope scope = kind is JoinKind.Semi or JoinKind.Anti
            ? left.Scope
            : left.Scope.Beside(right.Scope, left.Plan, plan.Fields);
        return new BoundRelation(plan, scope);
    }

    // The merged column stands where the left one stood; where rows may come without a left one, it is a third column, and both stay reachable by their relation's name.
    private BoundRelation BindUsing(JoinTableSyntax syntax, BoundRelation left, BoundRelation right, JoinKind kind)
    {
        List<(ScopeColumn Left, ScopeColumn Right)> pairs = syntax.Natural ? CommonColumns(left.Scope, right.Scope) : UsingColumns(syntax, left.Scope, right.Scope);
        int leftCount = left.Plan.Fields.Count;
        ScalarExpression? condition = pairs.Count == 0 ? null : PlanBuilder.And(pairs.Select(pair => Equality(syntax, left, right, pair)));
        BoundRelation joined = Combine(left, right, kind, condition, syntax);
        if (kind is JoinKind.Semi or JoinKind.Anti)
        {
            return joined;
        }

        LogicalPlan plan = joined.Plan;
        var expressions = new List<ScalarExpression>();
        var columns = new List<ScopeColumn>();
        foreach (ScopeColumn column in joined.Scope.Columns)
        {
            bool isMerged = column.IsMerged;
            foreach ((ScopeColumn one, ScopeColumn other) in pairs)
            {
                isMerged |= column.Ordinal == other.Ordinal + leftCount;
                if (column.Ordinal == one.Ordinal && (kind is JoinKind.Right or JoinKind.Full))
                {
                    isMerged = true;
                    Add(column with { Relation = [] }, Merged(plan, one.Ordinal, other.Ordinal + leftCount, kind));
                }
            }

            Add(column with { IsMerged = isMerged }, plan.Column(column.Ordinal));
        }

        LogicalPlan merged = PlanBuilder.Project(plan, expressions.ToPlanList(), [.. columns.Select(column => column.Name)]);
        return new BoundRelation(merged, new Scope([.. columns.Select(column => column with { Field = merged.Fields[column.Ordinal] })]));

        void Add(ScopeColumn column, ScalarExpression value)
        {
            columns.Add(column with { Ordinal = expressions.Count });
            expressions.Add(value);
        }
    }

    private ScalarExpression Merged(LogicalPlan plan, int left, int right, JoinKind kind) =>
        kind == JoinKind.Right
            ? plan.Column(right)
            : PlanBuilder.Case([new CaseArm(PlanBuilder.Not(context.Builder.IsNull(plan.Column(left))), plan.Column(left))], plan.Column(right));

    private static List<(ScopeColumn Left, ScopeColumn Right)> CommonColumns(Scope left, Scope right)
    {
        var pairs = new List<(ScopeColumn, ScopeColumn)>();
        foreach (ScopeColumn column in left.ColumnsOf([]))
        {
            if (right.Find([], new SqlName(default, column.Name, false)) is [var other])
            {
                pairs.Add((column, other));
            }
        }

        return pairs;
    }

    private List<(ScopeColumn Left, ScopeColumn Right)> UsingColumns(JoinTableSyntax syntax, Scope left, Scope right)
    {
        var pairs = new List<(ScopeColumn, ScopeColumn)>();
        foreach (SqlName name in syntax.Using)
        {
            pairs.Add((UsingColumn(name, left, "left"), UsingColumn(name, right, "right")));
        }

        return pairs;
    }

    private ScopeColumn UsingColumn(SqlName name, Scope scope, string side) => scope.Find([], name) switch
    {
        [var column] => column,
        [] => throw context.Error(RerunErrorCode.UnknownColumn, name, $"The {side} side of the join has no column {name.Text}."),
        _ => throw context.Error(RerunErrorCode.Ambiguous, name, $"The {side} side of the join has more than one column {name.Text}."),
    };
}
