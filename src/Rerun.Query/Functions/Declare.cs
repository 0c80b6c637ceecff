using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions;

/// <summary>Declares functions: the names, the documentation and the overloads in one place.</summary>
internal static class Declare
{
    /// <summary>A scalar function.</summary>
    /// <param name="family">The family.</param>
    /// <param name="names">The name and, after bars, its aliases.</param>
    /// <param name="arguments">The arguments as documentation shows them.</param>
    /// <param name="summary">One line that says what it does.</param>
    /// <param name="examples">Examples, each an expression and its value with an arrow between.</param>
    /// <param name="overloads">The overloads.</param>
    public static ScalarFunction Scalar(
        FunctionFamily family, string names, string arguments, string summary, string[] examples, params ScalarOverload[] overloads) =>
        Scalar(family, names, arguments, summary, examples, NullBehavior.Propagate, Volatility.Immutable, overloads);

    /// <summary>A scalar function that looks at nulls itself, or is not immutable.</summary>
    public static ScalarFunction Scalar(
        FunctionFamily family,
        string names,
        string arguments,
        string summary,
        string[] examples,
        NullBehavior nulls,
        Volatility volatility,
        params ScalarOverload[] overloads)
    {
        // Operators of bars have them for a name.
        var all = names is "||" or "|" ? [names] : names.Split('|');
        return new ScalarFunction
        {
            Name = all[0],
            Aliases = all[1..],
            Family = family,
            Arguments = arguments,
            Summary = summary,
            Examples = Examples(examples),
            Nulls = nulls,
            Volatility = volatility,
            Overloads = overloads,
        };
    }

    /// <summary>An aggregate function.</summary>
    public static AggregateFunction Aggregate(
        string names,
        string arguments,
        string summary,
        string[] examples,
        bool dependsOnOrder,
        bool ignoresDuplicates,
        params AggregateOverload[] overloads)
    {
        var all = names.Split('|');
        return new AggregateFunction
        {
            Name = all[0],
            Aliases = all[1..],
            Family = FunctionFamily.Aggregate,
            Arguments = arguments,
            Summary = summary,
            Examples = Examples(examples),
            DependsOnOrder = dependsOnOrder,
            IgnoresDuplicates = ignoresDuplicates,
            Overloads = overloads,
        };
    }

    /// <summary>Examples of their texts.</summary>
    public static FunctionExample[] Examples(string[] examples) => Array.ConvertAll(examples, text =>
    {
        var arrow = text.LastIndexOf(" → ", StringComparison.Ordinal);
        return new FunctionExample(text[..arrow], text[(arrow + 3)..]);
    });
}
