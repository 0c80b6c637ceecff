using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>A column of the query around a sub-query: one level out, by position.</summary>
internal sealed record OuterReference(int Ordinal, string Name, IArrowType Type, bool IsNullable) : ScalarExpression(Type, IsNullable);
