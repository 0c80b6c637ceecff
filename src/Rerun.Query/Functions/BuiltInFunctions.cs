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
        .. MathFunctions.All(),
        .. TextFunctions.All(),
        .. TextSplitting.All(),
        .. DigestFunctions.All(),
        .. RegexFunctions.All(),
        .. RegexSearches.All(),
        .. RegexPlaces.All(),
        .. TimeFunctions.All(),
        .. TimeTextFunctions.All(),
        .. TimePeriods.All(),
        .. ListFunctions.All(),
        .. ListEditing.All(),
        .. SeriesFunctions.All(),
        .. MapFunctions.All(),
        .. LambdaFunctions.All(),
        .. ConditionalFunctions.All(),
        .. AggregateFunctions.All(),
        .. WindowFunctions.All(),
    ];
}
