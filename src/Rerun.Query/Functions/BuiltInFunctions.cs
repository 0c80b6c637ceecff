using Rerun.Query.Functions.Scalar;

namespace Rerun.Query.Functions;

/// <summary>The list of all built-in functions, family by family.</summary>
internal static class BuiltInFunctions
{
    /// <summary>All built-in functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        .. ComparisonFunctions.All(),
        .. ArithmeticFunctions.All(),
        .. ListFunctions.All(),
        .. AggregateFunctions.All(),
    ];
}
