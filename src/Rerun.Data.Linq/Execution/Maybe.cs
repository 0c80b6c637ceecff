namespace Rerun.Data.Linq.Execution;

/// <summary>A row that was read; the default is none.</summary>
/// <param name="Value">What it became.</param>
/// <param name="IsNothing">Whether the value is null although its type cannot be.</param>
internal readonly record struct Maybe<T>(T Value, bool IsNothing)
{
    /// <summary>Whether there is a row.</summary>
    public bool Exists { get; private init; }

    public static Maybe<T> Of(T value) => new(value, false) { Exists = true };

    public static Maybe<T> Nothing() => new(default!, true) { Exists = true };
}
