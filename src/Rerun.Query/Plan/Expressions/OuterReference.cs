using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>Inside a sub-query, a value of the row of the query around it: known when the sub-query runs for that row.</summary>
/// <param name="Id">Which value; unique in a statement.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNullable">Whether it may be null.</param>
internal sealed record OuterReference(int Id, string Name, IArrowType Type, bool IsNullable) : ScalarExpression(Type, IsNullable);
