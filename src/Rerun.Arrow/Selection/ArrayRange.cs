namespace Rerun.Arrow.Selection;

/// <summary>Some values of one of several arrays, or a run of nulls or of empty lists.</summary>
/// <param name="Source">Which array; or one of the constants here.</param>
/// <param name="Start">The first value.</param>
/// <param name="Length">The number of values.</param>
public readonly record struct ArrayRange(int Source, int Start, int Length)
{
    /// <summary>The source of a run of nulls.</summary>
    public const int NullSource = -1;

    /// <summary>The source of a run of empty lists.</summary>
    public const int EmptyListSource = -2;

    /// <summary>A run of nulls.</summary>
    public static ArrayRange Nulls(int length) => new(NullSource, 0, length);

    /// <summary>A run of empty lists; for arrays of lists and maps only.</summary>
    public static ArrayRange EmptyLists(int length) => new(EmptyListSource, 0, length);
}
