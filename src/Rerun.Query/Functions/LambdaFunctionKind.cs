namespace Rerun.Query.Functions;

/// <summary>What a function does with a lambda and the elements of a list.</summary>
internal enum LambdaFunctionKind
{
    /// <summary>A list of the lambda's values.</summary>
    Transform,

    /// <summary>A list of the elements for which the lambda is true.</summary>
    Filter,

    /// <summary>Whether the lambda is true for an element.</summary>
    Any,

    /// <summary>Whether the lambda is true for all elements.</summary>
    All,

    /// <summary>Whether the lambda is true for no element.</summary>
    None,

    /// <summary>The lambda's value of its last value and the next element, and so on to the end of the list.</summary>
    Reduce,
}
