using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>A value that is known when the plan runs.</summary>
/// <param name="Name">The parameter's name without prefix; a positional one has its number, from 1.</param>
/// <param name="Type">The type the value has or is turned into.</param>
internal sealed record ParameterReference(string Name, IArrowType Type) : ScalarExpression(Type, true);
