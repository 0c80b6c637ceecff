namespace Rerun.Query.Functions;

/// <summary>The functions that take lambdas.</summary>
internal static class LambdaFunctions
{
    /// <summary>All of them.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Of("list_transform|array_transform|list_apply|array_apply|apply", LambdaFunctionKind.Transform, "(list, lambda)",
            "The lambda's value for each element. A lambda is written x -> x + 1, or (x, i) -> x + i with the element's place from 1, or lambda x: x + 1; it may use columns and lambdas around it.",
            "list_transform([1, 2], x -> x * 10) → [10, 20]", "[x * 10 FOR x IN [1, 2] IF x > 1] → [20]"),
        Of("list_filter|array_filter", LambdaFunctionKind.Filter, "(list, lambda)", "The elements for which the lambda is true.", "list_filter([1, 2, 3], x -> x > 1) → [2, 3]"),
        Of("list_reduce|array_reduce|reduce", LambdaFunctionKind.Reduce, "(list, lambda [, first])",
            "The lambda's value of what it gave last and of the next element, from the first element or a given value on; NULL of an empty list without one.",
            "list_reduce([1, 2, 3], (sum, x) -> sum + x) → 6", "list_reduce(['b', 'c'], (text, x) -> text || x, 'a') → abc"),
        Of("any_match|list_any|array_any|list_any_match|array_any_match", LambdaFunctionKind.Any, "(list, lambda)",
            "Whether the lambda is true for an element; else NULL if it is NULL for one.", "any_match([1, 2], x -> x > 1) → true"),
        Of("all_match|list_all|array_all|list_all_match|array_all_match", LambdaFunctionKind.All, "(list, lambda)",
            "Whether the lambda is true for all elements; NULL if it is false for none, but NULL for one.", "all_match([1, 2], x -> x > 1) → false"),
        Of("none_match|list_none|array_none|list_none_match|array_none_match", LambdaFunctionKind.None, "(list, lambda)",
            "Whether the lambda is true for no element; NULL if it is true for none, but NULL for one.", "none_match([1, 2], x -> x > 2) → true"),
    ];

    private static LambdaFunction Of(string names, LambdaFunctionKind kind, string arguments, string summary, params string[] examples)
    {
        var all = names.Split('|');
        return new LambdaFunction
        {
            Name = all[0],
            Aliases = all[1..],
            Family = FunctionFamily.List,
            Arguments = arguments,
            Summary = summary,
            Examples = Declare.Examples(examples),
            Kind = kind,
        };
    }
}
