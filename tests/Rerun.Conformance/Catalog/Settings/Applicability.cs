namespace Rerun.Conformance.Catalog.Settings;

/// <summary>Whether a case holds for this library's own catalogs.</summary>
public enum Applicability
{
    /// <summary>If it holds for 0.27.</summary>
    ByRelease,

    /// <summary>In any case.</summary>
    Yes,

    /// <summary>It does not.</summary>
    No,
}
