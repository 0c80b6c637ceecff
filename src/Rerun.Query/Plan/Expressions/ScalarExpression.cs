using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>
/// A value computed for each row: types are known, functions are resolved, columns are positions in the input. Immutable; equal when the
/// meaning is written the same way.
/// </summary>
/// <param name="Type">The type of the value.</param>
/// <param name="IsNullable">Whether the value may be null.</param>
internal abstract record ScalarExpression(IArrowType Type, bool IsNullable)
{
    /// <summary>The expressions this one is made of, in order.</summary>
    public virtual PlanList<ScalarExpression> Children => default;

    /// <summary>The same expression over other children (as many, of the same types).</summary>
    public virtual ScalarExpression WithChildren(PlanList<ScalarExpression> children) => this;

    /// <summary>The expression with every part changed, innermost first.</summary>
    public ScalarExpression Rewrite(Func<ScalarExpression, ScalarExpression> change)
    {
        StackGuard.Ensure();
        PlanList<ScalarExpression> children = Children.Map(child => child.Rewrite(change), out bool isChanged);
        return change(isChanged ? WithChildren(children) : this);
    }

    /// <summary>Whether this expression or a part of it fits.</summary>
    public bool Any(Func<ScalarExpression, bool> fits)
    {
        StackGuard.Ensure();
        if (fits(this))
        {
            return true;
        }

        foreach (ScalarExpression child in Children)
        {
            if (child.Any(fits))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The expression in SQL-like text, for EXPLAIN and messages.</summary>
    public sealed override string ToString() => ExpressionText.Of(this);
}
