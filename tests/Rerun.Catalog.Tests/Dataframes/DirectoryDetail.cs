namespace Rerun.Catalog.Tests.Dataframes;

/// <summary>How much a test catalog's directory tells.</summary>
internal enum DirectoryDetail
{
    /// <summary>As old servers: entity and static or not.</summary>
    Least,

    /// <summary>Timelines and components too, but no bounds.</summary>
    NoBounds,

    /// <summary>Everything.</summary>
    All,
}
