namespace Rerun.Server.Dialects;

/// <summary>How a client speaks. The wire is one; names of columns, some types and some answers changed with the releases.</summary>
internal enum Dialect
{
    /// <summary>Up to 0.27: a recording of a dataset is a partition.</summary>
    Partitions,

    /// <summary>This library's own client: names and answers of 0.27, chunk tables of 0.28, so that it gets the catalog as it is in process.</summary>
    Own,

    /// <summary>From 0.28 to 0.33: it is a segment. The last releases with search indexes.</summary>
    Segments,

    /// <summary>From 0.34 on: duplicate registrations are failed tasks, entries that are looked for in vain are no errors.</summary>
    Newest,
}
