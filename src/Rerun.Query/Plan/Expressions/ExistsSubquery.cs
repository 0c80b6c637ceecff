using Rerun.Arrow.Types;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan.Expressions;

/// <summary>Whether a query has a row.</summary>
internal sealed record ExistsSubquery(LogicalPlan Plan) : ScalarExpression(BooleanType.Default, false);
