using Rerun.Query.Execution.Operators;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Execution.Planning;

/// <summary>What the operators of an execution have run beside them: what is planned only when its values are known, and what is computed once for several.</summary>
internal interface IPlanStarter
{
    /// <summary>Starts a relation that stands alone.</summary>
    ValueTask<BatchOperator> StartRelationAsync(LogicalPlan plan, CancellationToken cancellationToken);

    /// <summary>Computes a sub-query for the values of its parameters.</summary>
    ValueTask<Constant> RunSubqueryAsync(CorrelatedSubquery query, IReadOnlyList<Constant> values, CancellationToken cancellationToken);

    /// <summary>The rows of a query that the execution computes once.</summary>
    CommonRows RowsOf(CommonQuery query);
}
