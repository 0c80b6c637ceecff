using System.Linq.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Translation;

/// <summary>A translated query.</summary>
/// <param name="Plan">The rows.</param>
/// <param name="Shape">What becomes of a row.</param>
/// <param name="Terminal">What becomes of the rows.</param>
internal sealed record Relation(LogicalPlan Plan, Expression Shape, Terminal Terminal = Terminal.Sequence);

/// <summary>What a query gives in the end.</summary>
internal enum Terminal
{
    /// <summary>Its rows.</summary>
    Sequence,

    /// <summary>Its first row.</summary>
    First,

    /// <summary>Its first row, or the type's default.</summary>
    FirstOrDefault,

    /// <summary>Its only row.</summary>
    Single,

    /// <summary>Its only row, or the type's default.</summary>
    SingleOrDefault,

    /// <summary>A value computed of all rows; null where there is none.</summary>
    Value,

    /// <summary>A value computed of all rows, which must exist.</summary>
    ValueOfSome,

    /// <summary>Whether there is a row.</summary>
    Exists,

    /// <summary>Whether there is no row.</summary>
    ExistsNot,
}
