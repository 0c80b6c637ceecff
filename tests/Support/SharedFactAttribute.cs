namespace Rerun.Testing;

/// <summary>A fact that needs the reference data (and, if named, a part of it), and is skipped visibly where that is absent.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string part = "") => Skip = SharedPart.ReasonToSkip(part);
}

/// <summary>A theory that needs the reference data (and, if named, a part of it), and is skipped visibly where that is absent.</summary>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(string part = "") => Skip = SharedPart.ReasonToSkip(part);
}

internal static class SharedPart
{
    public static string? ReasonToSkip(string part) =>
        SharedData.Root is not { } root ? "The folder of reference data is absent."
        : !Path.Exists(Path.Combine(root, part)) ? $"The reference data has no '{part}'."
        : null;
}
