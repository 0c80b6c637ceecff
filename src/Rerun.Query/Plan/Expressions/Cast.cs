using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>A conversion to another type.</summary>
/// <param name="Operand">What is converted.</param>
/// <param name="Type">The target.</param>
/// <param name="Try">Whether a value that does not convert gives null instead of an error.</param>
internal sealed record Cast(ScalarExpression Operand, IArrowType Type, bool Try = false) : ScalarExpression(Type, Try || Operand.IsNullable)
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children => [Operand];

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children) => new Cast(children[0], Type, Try);
}
