using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>A relation: what rows and columns there are, not yet how they are made. Immutable.</summary>
/// <param name="Fields">The columns of the rows.</param>
internal abstract record LogicalPlan(PlanList<Field> Fields)
{
    /// <summary>The relations this one is made of.</summary>
    public virtual PlanList<LogicalPlan> Inputs => default;

    /// <summary>The order the rows are known to come in: references to own columns, outermost first; empty when nothing is known.</summary>
    public virtual PlanList<SortKey> Ordering => default;

    /// <summary>One line for EXPLAIN, without the inputs.</summary>
    public abstract string Label { get; }

    /// <summary>The same relation over other inputs (as many, with the same columns).</summary>
    public virtual LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this;

    /// <summary>The same relation with each expression in it changed; inputs stay.</summary>
    public virtual LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) => this;

    /// <summary>A reference to a column of this relation, for expressions of the relation above.</summary>
    public ColumnReference Column(int ordinal) =>
        ColumnReference.Of(ordinal, Fields[ordinal].Name, Fields[ordinal]);

    /// <summary>The tree, one relation a line.</summary>
    public sealed override string ToString() => PlanText.Of(this);
}
