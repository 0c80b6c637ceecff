using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <content>Sub-queries.</content>
internal sealed partial class ExpressionBinder
{
    private (LogicalPlan Plan, SubqueryFrame Frame) BindNested(QuerySyntax query) => queries.BindNested(
        query, scope, !AllowsAggregates ? clause : _isInsideAggregate ? "an aggregate" : _lambdas.Count > 0 ? "a lambda" : null);

    private ScalarExpression Subquery(SubqueryExpression syntax)
    {
        (LogicalPlan plan, SubqueryFrame frame) = BindNested(syntax.Query);
        return plan.Fields.Count == 1
            ? frame.Close(new ScalarSubquery(plan))
            : throw context.Error(RerunErrorCode.TypeMismatch, syntax, $"A sub-query used as a value has one column; this has {plan.Fields.Count}.");
    }

    // ARRAY(SELECT ..): the rows of one column as a list, which is empty without rows.
    private ScalarExpression ArrayQuery(ArrayQueryExpression syntax)
    {
        (LogicalPlan plan, SubqueryFrame frame) = BindNested(syntax.Query);
        if (plan.Fields.Count != 1)
        {
            throw context.Error(RerunErrorCode.TypeMismatch, syntax, $"The sub-query of ARRAY has one column; this has {plan.Fields.Count}.");
        }

        LogicalPlan list = PlanBuilder.Aggregate(plan, default, [context.Builder.AggregateCall("array_agg", [plan.Column(0)])], [plan.Fields[0].Name]);
        return PlanBuilder.Coalesce([frame.Close(new ScalarSubquery(list)), new Constant(Array.Empty<object?>(), list.Fields[0].DataType)]);
    }

    // The values of a row that is written down, or of a sub-query's only row; null where an expression is a single value.
    private ScalarExpression[]? RowOf(SqlExpression syntax)
    {
        if (syntax is RowExpression { Items.Count: > 1 } row)
        {
            return [.. row.Items.Select(Bind)];
        }

        if (syntax is not SubqueryExpression { Query: var query })
        {
            return null;
        }

        (LogicalPlan plan, SubqueryFrame frame) = BindNested(query);
        return
        [
            .. plan.Fields.Select((field, i) =>
                frame.Close(new ScalarSubquery(PlanBuilder.Project(plan, [plan.Column(i)], [field.Name])))),
        ];
    }

    private ScalarExpression InQuery(SqlExpression operand, QuerySyntax query)
    {
        if (operand is RowExpression { Items.Count: > 1 } row)
        {
            return AnyOf(BinaryOperator.Equal, row, query);
        }

        (LogicalPlan plan, SubqueryFrame frame) = BindNested(query);
        if (plan.Fields.Count != 1)
        {
            throw SqlErrors.At(RerunErrorCode.TypeMismatch, context.Sql, query.Span, $"The sub-query of IN has one column; this has {plan.Fields.Count}.");
        }

        var membership = (InSubquery)PlanBuilder.InSubquery(Bind(operand), plan);
        return frame.IsCorrelated ? frame.Close(membership with { Operand = queries.ReferenceTo(membership.Operand, frame) }) : membership;
    }

    private ScalarExpression Exists(ExistsExpression syntax)
    {
        (LogicalPlan plan, SubqueryFrame frame) = BindNested(syntax.Query);
        return frame.Close(new ExistsSubquery(plan));
    }

    private ScalarExpression AllOf(BinaryOperator @operator, SqlExpression operand, QuerySyntax query) =>
        PlanBuilder.Not(Compared(@operator, operand, query, PlanBuilder.Not));

    private ScalarExpression AnyOf(BinaryOperator @operator, SqlExpression operand, QuerySyntax query) =>
        Compared(@operator, operand, query, condition => condition);

    // True if the condition is true for a row of the query, else unknown if it is unknown for one, else false.
    private ScalarExpression Compared(BinaryOperator @operator, SqlExpression operand, QuerySyntax query, Func<ScalarExpression, ScalarExpression> condition)
    {
        (LogicalPlan plan, SubqueryFrame frame) = BindNested(query);
        ScalarExpression[] values = operand is RowExpression { Items.Count: > 1 } row ? [.. row.Items.Select(Bind)] : [Bind(operand)];
        if (values.Length != plan.Fields.Count)
        {
            throw SqlErrors.At(
                RerunErrorCode.TypeMismatch, context.Sql, query.Span, $"{values.Length} values are compared with {plan.Fields.Count} columns of the sub-query.");
        }

        // What is written down keeps taking the type of what it is compared with.
        ScalarExpression[] known = [.. values.Select(value => value is Constant or ParameterReference ? value : queries.ReferenceTo(value, frame))];
        ScalarExpression holds = condition(RowComparison(@operator, known, [.. plan.Fields.Select((_, i) => plan.Column(i))], operand));
        ScalarExpression isTrue = frame.Close(new ExistsSubquery(PlanBuilder.Filter(plan, holds)));
        return holds.IsNullable
            ? PlanBuilder.Case(
                [
                    new CaseArm(isTrue, Constant.True),
                    new CaseArm(frame.Close(new ExistsSubquery(PlanBuilder.Filter(plan, context.Builder.IsNull(holds)))), new Constant(null, BooleanType.Default)),
                ],
                Constant.False)
            : isTrue;
    }

    /// <summary>Whether a lambda over a column's name holds for a name.</summary>
    public bool HoldsFor(LambdaExpression lambda, string name)
    {
        var field = new Arrow.Field(lambda.Parameters[0].Text, Functions.Resolution.SqlTypes.Text, false);
        ScalarExpression body = new ExpressionBinder(context, queries, Scope.Of([field], []), "COLUMNS").BindCondition(lambda.Body);
        return context.Evaluate(body.Rewrite(part => part is ColumnReference ? new Constant(name, part.Type) : part)).Value is true;
    }
}
