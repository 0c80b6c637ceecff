using Rerun.Arrow.Ipc;
using Rerun.Catalog.Chunks.Rrd;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>What the schema of a chunk means, after migration. Shared by all chunks with the same schema; holds nothing of a single one.</summary>
internal sealed class ChunkSchema
{
    private bool? _isCurrent;

    /// <summary>The schema as stored; columns below are positions in it.</summary>
    public required IpcSchema Stored { get; init; }

    /// <summary>The bytes of the message that it was read from, with its length before it; the id in it is that of some chunk.</summary>
    public required ReadOnlyMemory<byte> Message { get; init; }

    public required EntityPath EntityPath { get; init; }

    /// <summary>The row ids' position.</summary>
    public required int RowIdColumn { get; init; }

    /// <summary>Whether the row ids are said to be in order.</summary>
    public required bool RowIdsClaimSorted { get; init; }

    public required IReadOnlyList<ChunkSchemaTimeline> Timelines { get; init; }

    public required IReadOnlyList<ChunkSchemaComponent> Components { get; init; }

    /// <summary>The timelines as the directory shows them, without bounds.</summary>
    public required IReadOnlyList<ChunkTimelineInfo> TimelineInfos { get; init; }

    /// <summary>The components as the directory shows them where none is known to be empty.</summary>
    public required IReadOnlyList<RrdComponent> ComponentInfos { get; init; }

    /// <summary>Oddities that do not keep such chunks from loading.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Whether chunks mean, as they are stored, what they mean here: nothing is migrated, warned of or put in another form.</summary>
    public bool IsCurrent => _isCurrent ??= Warnings.Count == 0 && HasCurrentVersion() && Components.All(component => component.ValuesNode >= 0);

    private bool HasCurrentVersion() =>
        Stored.Schema.Metadata.TryGetValue(SorbetKeys.Version, out var text)
        && SorbetVersion.TryParse(text, out var version)
        && version.CompareTo(SorbetVersion.Current) >= 0;
}
