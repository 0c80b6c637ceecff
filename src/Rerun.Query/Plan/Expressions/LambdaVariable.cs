using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>What a lambda's parameter stands for, in the lambda's body.</summary>
/// <param name="Depth">How many lambdas are around the one it belongs to.</param>
/// <param name="Place">Its place among that one's parameters.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Type">Its type.</param>
internal sealed record LambdaVariable(int Depth, int Place, string Name, IArrowType Type) : ScalarExpression(Type, true)
{
    /// <summary>Equal are variables of equal place: whatever they are called, so that lambdas are equal that say the same.</summary>
    public bool Equals(LambdaVariable? other) => other is not null && Depth == other.Depth && Place == other.Place && Type.Equals(other.Type);

    /// <inheritdoc/>
    public override int GetHashCode() => (Depth * 8) + Place;
}
