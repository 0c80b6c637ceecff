namespace Rerun.Data.Specification;

/// <summary>
/// The cases in which the provider deliberately differs: name and reason. There may be three; docs/adonet.md has the same table. The test of such a case is
/// skipped with its reason, so that every run shows it.
/// </summary>
internal static class Deviations
{
    public const int Most = 3;

    public static readonly (string Case, string Reason)[] All = [];
}
