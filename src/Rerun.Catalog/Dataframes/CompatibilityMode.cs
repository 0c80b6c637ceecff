namespace Rerun.Catalog.Dataframes;

/// <summary>Whose answers a dataframe query gives where the official 0.27.3 software errs.</summary>
public enum CompatibilityMode
{
    /// <summary>The right answers.</summary>
    Correct,

    /// <summary>
    /// The answers of release 0.27.3 in four points: fill brings back values from before a clear; a column that is semantically empty in any
    /// partition is hidden; a static query gives a row of nulls for partitions with temporal data only; an unknown index gives no rows.
    /// </summary>
    Rerun027,
}
