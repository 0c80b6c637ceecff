
namespace Rerun.Query.Execution.Aggregation;

/// <summary>Which row of a group a <see cref="PickAccumulator"/> takes.</summary>
internal enum Pick
{
    /// <summary>The first row, null or not.</summary>
    First,

    /// <summary>The first that is not null.</summary>
    FirstValue,

    /// <summary>The last row, null or not.</summary>
    Last,

    /// <summary>The one with the least key; the first of equals.</summary>
    Least,

    /// <summary>The one with the greatest key; the first of equals.</summary>
    Greatest,
}
