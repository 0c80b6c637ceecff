namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>The version of the software that wrote the first input of a stream; it says little about what is inside.</summary>
/// <param name="Major">The major version.</param>
/// <param name="Minor">The minor version.</param>
/// <param name="Patch">The patch.</param>
/// <param name="Meta">The kind and number of a pre-release; 0 for a release.</param>
internal readonly record struct RrdVersion(byte Major, byte Minor, byte Patch, byte Meta)
{
    private const int MaxMinor = 41;

    /// <summary>Whether the format is older than the first that is read, 0.23.</summary>
    public bool IsTooOld => Major == 0 && Minor < 23;

    /// <summary>Whether the version is newer than those this reader was checked with.</summary>
    public bool IsNewer => Major > 0 || Minor > MaxMinor;

    public override string ToString() => (Meta >> 6) switch
    {
        1 => $"{Major}.{Minor}.{Patch}-rc.{Meta & 63}",
        2 => $"{Major}.{Minor}.{Patch}-alpha.{Meta & 63}",
        3 => $"{Major}.{Minor}.{Patch}-alpha.{Meta & 63}+dev",
        _ => $"{Major}.{Minor}.{Patch}",
    };
}
