using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Binding;

/// <summary>An aggregate inside an expression that is being bound; becomes a column of the aggregation.</summary>
internal sealed record PendingAggregate(AggregateCall Call) : ScalarExpression(Call.Type, Call.IsNullable);
