using Rerun.Arrow.Types;
using Rerun.Catalog;

namespace Rerun.Query.Plan.Expressions;

/// <summary>A value that cannot be computed: the error is raised for the first row that needs it, and so never in a branch that is not taken.</summary>
/// <param name="Message">What the error says.</param>
/// <param name="Error">Its kind.</param>
/// <param name="Type">The type that the value would have.</param>
internal sealed record Failing(string Message, RerunErrorCode Error, IArrowType Type) : ScalarExpression(Type, true)
{
    /// <summary>A sub-query used as a value that has a second row.</summary>
    public static Failing OfSecondRow(IArrowType type) => new("A sub-query used as a value gave more than one row.", RerunErrorCode.Cardinality, type);
}
