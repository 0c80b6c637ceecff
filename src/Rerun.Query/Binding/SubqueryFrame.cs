using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Binding;

/// <summary>A sub-query that is being bound: what is around it, and what it uses of that.</summary>
/// <param name="outer">The columns that the expression around it can name.</param>
/// <param name="place">Why no aggregate may stand where the sub-query stands, the clause; null where one may.</param>
internal sealed class SubqueryFrame(Scope outer, string? place = "FROM")
{
    private readonly List<OuterReference> _parameters = [];
    private readonly List<ScalarExpression> _arguments = [];

    /// <summary>The columns that the expression around it can name.</summary>
    public Scope Outer { get; } = outer;

    /// <summary>Why no aggregate may stand where the sub-query stands, the clause; null where one may.</summary>
    public string? RefusesAggregates { get; } = place;

    /// <summary>The expression over the row around it that a reference stands for.</summary>
    public ScalarExpression ArgumentOf(ScalarExpression reference) =>
        reference is OuterReference parameter && _parameters.IndexOf(parameter) is >= 0 and var i ? _arguments[i] : reference;

    /// <summary>What stands in the sub-query for an expression over the row around it.</summary>
    /// <param name="argument">The expression.</param>
    /// <param name="name">Its name, for people.</param>
    /// <param name="nextId">The next number of a reference.</param>
    public OuterReference ReferenceTo(ScalarExpression argument, string name, ref int nextId)
    {
        int index = _arguments.IndexOf(argument);
        if (index >= 0)
        {
            return _parameters[index];
        }

        var reference = new OuterReference(nextId++, name, argument.Type, argument.IsNullable);
        _parameters.Add(reference);
        _arguments.Add(argument);
        return reference;
    }

    /// <summary>How many expressions over the row around it are used.</summary>
    public int ReferenceCount => _parameters.Count;

    /// <summary>Takes away the references that came after so many others, as nothing uses them after all.</summary>
    public void Forget(int count)
    {
        _parameters.RemoveRange(count, _parameters.Count - count);
        _arguments.RemoveRange(count, _arguments.Count - count);
    }

    /// <summary>Whether the sub-query uses the row around it.</summary>
    public bool IsCorrelated => _parameters.Count > 0;

    /// <summary>The bound sub-query with what it uses.</summary>
    public ScalarExpression Close(ScalarExpression subquery) =>
        IsCorrelated ? new CorrelatedSubquery(subquery, _parameters.ToPlanList(), _arguments.ToPlanList()) : subquery;

    /// <summary>Rows beside a relation that depends on them.</summary>
    public LogicalPlan Joined(LogicalPlan left, LogicalPlan right, bool keepsLeft)
    {
        JoinKind kind = keepsLeft ? JoinKind.Left : JoinKind.Inner;
        return IsCorrelated
            ? new LateralJoin(left, right, _parameters.ToPlanList(), _arguments.ToPlanList(), keepsLeft, PlanBuilder.JoinFields(left, right, kind))
            : PlanBuilder.Join(left, right, kind, null);
    }
}
