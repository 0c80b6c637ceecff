namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>How the engine is set up for a case; nothing of it may show in the answers.</summary>
/// <param name="BatchRows">The greatest number of rows in a batch.</param>
/// <param name="Threads">The number of threads of a query.</param>
/// <param name="MemoryLimit">The bytes that running queries may keep.</param>
/// <param name="CacheLimit">The bytes that the chunk cache may keep.</param>
/// <param name="Detail">How much the directory tells.</param>
/// <param name="Order">The seed of the order in which the catalog gives the chunks.</param>
internal sealed record ModelSetup(int BatchRows, int Threads, long MemoryLimit, long CacheLimit, DirectoryDetail Detail, int Order);
