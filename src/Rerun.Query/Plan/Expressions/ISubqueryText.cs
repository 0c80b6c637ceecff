using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan.Expressions;

/// <summary>Writes the sub-queries of expressions.</summary>
internal interface ISubqueryText
{
    /// <summary>A sub-query as SQL.</summary>
    string Of(LogicalPlan plan);

    /// <summary>What stands for a value of the row around a sub-query.</summary>
    string Of(OuterReference reference);

    /// <summary>Says what stands for a value of the row around the sub-queries that are written next.</summary>
    void Name(OuterReference reference, string text);
}
