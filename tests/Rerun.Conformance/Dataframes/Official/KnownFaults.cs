using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Dataframes.Oracle;

namespace Rerun.Conformance.Dataframes.Official;

/// <summary>
/// The faults of the official client 0.27.3 that no mode of ours copies, told by the data and the query that bring them out. Only where one of them can be at work
/// may the answers differ, and then ours must be the model's.
/// </summary>
internal static class KnownFaults
{
    /// <summary>The faults that can be at work in an answer.</summary>
    public static IEnumerable<string> Of(ModelWorld world, ModelQuery query)
    {
        var options = query.Options;
        if (options.Index is { } index && world.Partitions.Any(partition => Interleaves(partition.Chunks, index)))
        {
            yield return "sparse rows out of order lose cells";
        }

        if (world.Chunks.Any(chunk => chunk.Components.ContainsKey(ModelChunk.Clear) && !query.Contents.Contains(chunk.Entity)))
        {
            yield return "clears of entities outside the view are not fetched";
        }

        if (options.Index is not null && world.Chunks.Any(chunk => chunk.Components.TryGetValue(ModelChunk.Clear, out var clears) && clears.Any(cell => cell is null or [])))
        {
            yield return "a clear behind one without a value takes the time of the row before";
        }

        if (options.Index is not null && world.Chunks.Any(chunk => chunk.Components.ContainsKey(ModelChunk.Clear) && chunk.Components.Values.Any(cells => cells.Contains(null))))
        {
            yield return "a clear takes values of its own row from columns with gaps";
        }

        if (options is { Index: not null, UsingIndexValues: not null } && world.Partitions.Any(partition => !partition.Chunks.Any(
            chunk => chunk.Timelines.ContainsKey(options.Index) && query.Contents.Contains(chunk.Entity))))
        {
            yield return "a sampled partition without the index fails or has no rows";
        }

        if (world.Partitions.Any(partition => partition.Chunks.Where(chunk => chunk.IsStatic)
            .SelectMany(chunk => chunk.Components.Select(component => (chunk.Entity, component.Key, component.Value)))
            .GroupBy(column => (column.Entity, column.Key))
            .Any(column => column.Count() > 1 && column.Any(part => part.Value.Any(cell => cell is [])))))
        {
            yield return "a static empty list is null once the value before it was dropped";
        }

        if (options.Index is not null && world.Chunks.Any(chunk => chunk.Components.ContainsKey(ModelChunk.Clear)) && world.Chunks.Any(chunk => chunk.IsStatic))
        {
            yield return "a clear lends its times through a static column that is not shown";
        }
    }

    /// <summary>Whether an entity's rows, in the order of logging, go back in time, so that chunks merged by the client are out of order.</summary>
    private static bool Interleaves(IEnumerable<ModelChunk> chunks, string index) => chunks
        .Where(chunk => chunk.Timelines.ContainsKey(index))
        .GroupBy(chunk => chunk.Entity)
        .Any(entity => entity.SelectMany(chunk => chunk.Timelines[index]).ToList() is var times && !times.SequenceEqual(times.Order()));
}
