namespace Rerun.Catalog.Remote;

/// <summary>Which words a server uses for a recording within a dataset.</summary>
internal enum ServerDialect
{
    /// <summary>Partition: servers up to 0.27.</summary>
    Partition,

    /// <summary>Segment: servers from 0.28 on.</summary>
    Segment,
}
