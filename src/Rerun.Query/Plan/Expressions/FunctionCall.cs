using Rerun.Query.Functions;

namespace Rerun.Query.Plan.Expressions;

/// <summary>A call of a scalar function; operators are functions too.</summary>
/// <param name="Binding">The function, chosen for the arguments' types.</param>
/// <param name="Arguments">The arguments, of exactly the types that the binding wants.</param>
/// <param name="IsNullable">Whether the result may be null.</param>
internal sealed record FunctionCall(ScalarBinding Binding, PlanList<ScalarExpression> Arguments, bool IsNullable)
    : ScalarExpression(Binding.ReturnType, IsNullable)
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children => Arguments;

    /// <summary>The function's name; operators have their sign.</summary>
    public string Name => Binding.Function.Name;

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children) => this with { Arguments = children };

    /// <summary>Whether the two give the same value: what gives another one each time is equal to itself only, wherever it is named again.</summary>
    public bool Equals(FunctionCall? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && ReferenceEquals(Binding.Function, other.Binding.Function)
            && Type.Equals(other.Type)
            && Binding.Function.Volatility != Volatility.Volatile
            && Arguments.Equals(other.Arguments));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Arguments);
}
