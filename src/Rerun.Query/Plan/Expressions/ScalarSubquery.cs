using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan.Expressions;

/// <summary>The only column of a query's only row; null without a row, an error with two.</summary>
internal sealed record ScalarSubquery(LogicalPlan Plan) : ScalarExpression(Plan.Fields[0].DataType, true);
