namespace Rerun.Arrow.Selection;

/// <summary>Some values of one of several arrays, once or several times over; or a run of nulls or of empty lists.</summary>
/// <param name="Source">Which array; or one of the constants here.</param>
/// <param name="Start">The first value.</param>
/// <param name="Length">The number of values.</param>
public readonly record struct ArrayRange(int Source, int Start, int Length)
{
    /// <summary>The source of a run of nulls.</summary>
    public const int NullSource = -1;

    /// <summary>The source of a run of empty lists.</summary>
    public const int EmptyListSource = -2;

    private readonly int _repeats;

    /// <summary>How many times the values come, all of them one time behind the other; at least 1, and 1 if nothing else is said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public int Times
    {
        get => _repeats + 1;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _repeats = value - 1;
        }
    }

    /// <summary>The number of values that the range gives: those it has, times how often they come.</summary>
    internal int Total => checked(Length * (_repeats + 1));

    /// <summary>A run of nulls.</summary>
    public static ArrayRange Nulls(int length) => new(NullSource, 0, length);

    /// <summary>A run of empty lists; for arrays of lists and maps only.</summary>
    public static ArrayRange EmptyLists(int length) => new(EmptyListSource, 0, length);
}
