using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes.Golden;

/// <summary>The cases of the official client's answers that a face of ours cannot run or answers otherwise, each with the reason; all others run.</summary>
internal static class GoldenExceptions
{
    private const string Untyped = "A type error of Python: no C# program can make this call.";
    private const string LocalSelection = "Selects unknown or static columns through the local API of one recording, which 0.41 removed; catalogs have no such selection.";

    /// <summary>Cases that the catalog API does not run.</summary>
    public static IReadOnlyDictionary<string, string> OfTheApi { get; } = new Dictionary<string, string>
    {
        ["A07b"] = Untyped,
        ["A07c"] = Untyped,
        ["A07f"] = Untyped,
        ["A13"] = Untyped,
        ["V01"] = Untyped,
        ["V02"] = Untyped,
        ["V03"] = Untyped,
        ["V04"] = Untyped,
        ["A12"] = LocalSelection,
        ["A12b"] = LocalSelection,
        ["A12c"] = LocalSelection,
        ["E16"] = LocalSelection,
        ["E17"] = LocalSelection,
        ["E19"] = LocalSelection,
    };

    /// <summary>Cases that SQL could write but does not run.</summary>
    public static IReadOnlyDictionary<string, string> OfSql { get; } = new Dictionary<string, string>
    {
        ["V03"] = Untyped,
        ["V04"] = Untyped,
        ["M03"] = "The API takes a name apart at its first colon and finds nothing; SQL finds the column by its whole name.",
    };

    /// <summary>
    /// Cases whose answer in the mode that follows the official client is neither of the two written down: it hides a column (which the mode follows) and loses
    /// rows or cells in the same answer (which no mode does). The right rows without the hidden column are expected.
    /// </summary>
    public static IReadOnlySet<string> NarrowIn027 { get; } = new HashSet<string> { "rand-037", "rand-038", "rand-072" };

    /// <summary>The modes that a case runs in: where the official client crashes or answers by chance there is nothing to follow.</summary>
    public static IEnumerable<CompatibilityMode> ModesOf(GoldenCase golden) =>
        golden.IsUnstable ? [CompatibilityMode.Correct] : [CompatibilityMode.Correct, CompatibilityMode.Rerun027];
}
