using System.Globalization;
using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks.Rrd;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>Finds out what a chunk's schema means: entity, row ids, timelines and components, in names of Sorbet 0.1.1 or later.</summary>
internal static class ChunkSchemaReader
{
    private const string IdPrefix = "chunk_";
    private const int MaxIdDigits = 2 * Tuid.Size;

    private enum ColumnKind
    {
        RowId,
        Timeline,
        Component,
    }

    /// <summary>Reads a schema.</summary>
    /// <param name="message">The bytes of the schema's message, with its length before it; they are kept.</param>
    /// <param name="id">The id of the chunk that it came with.</param>
    /// <exception cref="ChunkFormatException">It is not the schema of a chunk.</exception>
    public static ChunkSchema Read(ReadOnlyMemory<byte> message, out Tuid id)
    {
        var position = 0;
        IpcMessage.TryRead(message, ref position, out var read);
        var stored = IpcSchema.Read(read);
        var draft = new SchemaDraft(stored.Schema);
        SorbetMigrations.Apply(draft);
        id = ReadId(draft.Metadata);
        if (!draft.Metadata.TryGetValue(SorbetKeys.EntityPath, out var path))
        {
            throw new ChunkFormatException("the chunk has no entity path, expected metadata 'rerun:entity_path'");
        }

        var timelines = new List<ChunkSchemaTimeline>();
        var components = new List<ChunkSchemaComponent>();
        var names = new HashSet<string>();
        var firstNodes = FirstNodes(stored.Schema);
        ColumnDraft? rowIds = null;
        foreach (var column in draft.Columns)
        {
            switch (KindOf(column))
            {
                case ColumnKind.RowId:
                    RequireRowIds(column, rowIds, timelines.Count + components.Count);
                    rowIds = column;
                    break;
                case ColumnKind.Timeline:
                    timelines.Add(ReadTimeline(column, timelines, components.Count));
                    break;
                default:
                    components.Add(ReadComponent(column, names, firstNodes));
                    break;
            }
        }

        if (rowIds is null)
        {
            throw new ChunkFormatException("the chunk has no row-id column, expected one of kind 'control'");
        }

        return new ChunkSchema
        {
            Stored = stored,
            Message = message,
            EntityPath = EntityPath.Parse(path),
            RowIdColumn = rowIds.Position,
            RowIdsClaimSorted = IsSet(rowIds[SorbetKeys.IsSorted]),
            Timelines = timelines,
            Components = components,
            TimelineInfos = [.. timelines.Select(timeline => new ChunkTimelineInfo(timeline.Name, timeline.Kind, null, null))],
            ComponentInfos = [.. components.Select(component => new RrdComponent(component.Descriptor, component.Type, IsEmpty: false))],
            Warnings = draft.Warnings,
        };
    }

    /// <summary>Reads a chunk's id: up to 32 hexadecimal digits, with or without the prefix <c>chunk_</c>.</summary>
    public static bool TryParseId(ReadOnlySpan<char> text, out Tuid id)
    {
        id = default;
        if (text.StartsWith(IdPrefix))
        {
            text = text[IdPrefix.Length..];
        }

        if (text.Length is 0 or > MaxIdDigits || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        id = new Tuid(value);
        return true;
    }

    private static Tuid ReadId(Dictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(SorbetKeys.Id, out var text))
        {
            throw new ChunkFormatException("the chunk has no id, expected metadata 'rerun:id'");
        }

        return TryParseId(text, out var id)
            ? id
            : throw new ChunkFormatException($"the chunk has the id '{text}', expected 'chunk_' and 32 hexadecimal digits");
    }

    private static ColumnKind KindOf(ColumnDraft column) => column[SorbetKeys.Kind] switch
    {
        "control" or "row_id" => ColumnKind.RowId,
        "index" or "time" => ColumnKind.Timeline,
        "data" or "component" or null => ColumnKind.Component,
        var other => throw new ChunkFormatException($"column '{column.Name}' is of the unknown kind '{other}', expected control, index or data"),
    };

    private static void RequireRowIds(ColumnDraft column, ColumnDraft? before, int columnsBefore)
    {
        if (before is not null)
        {
            throw new ChunkFormatException($"the chunk has two row-id columns, '{before.Name}' and '{column.Name}', expected one");
        }

        if (columnsBefore > 0)
        {
            throw new ChunkFormatException($"the row-id column '{column.Name}' comes after others, expected it first");
        }

        if (column.Field.DataType is not FixedSizeBinaryType { TypeId: ArrowTypeId.FixedSizedBinary, ByteWidth: Tuid.Size })
        {
            throw new ChunkFormatException($"the row-id column '{column.Name}' is of type {column.Field.DataType}, expected fixed_size_binary[16]");
        }
    }

    private static ChunkSchemaTimeline ReadTimeline(ColumnDraft column, List<ChunkSchemaTimeline> before, int componentsBefore)
    {
        var name = column[SorbetKeys.IndexName] ?? column.Name;
        if (componentsBefore > 0)
        {
            throw new ChunkFormatException($"the index column '{name}' comes after a component, expected indexes before components");
        }

        if (before.Exists(other => other.Name == name))
        {
            throw new ChunkFormatException($"the chunk has two index columns '{name}', expected one");
        }

        var kind = column.Field.DataType switch
        {
            Int64Type => IndexKind.Sequence,
            TimestampType { Unit: TimeUnit.Nanosecond } => IndexKind.Timestamp,
            DurationType { Unit: TimeUnit.Nanosecond } => IndexKind.Duration,
            var other => throw new ChunkFormatException($"the index column '{name}' is of type {other}, expected int64, timestamp[ns] or duration[ns]"),
        };
        return new ChunkSchemaTimeline(column.Position, name, kind, IsSet(column[SorbetKeys.IsSorted]));
    }

    private static ChunkSchemaComponent ReadComponent(ColumnDraft column, HashSet<string> namesBefore, int[] firstNodes)
    {
        var name = column[SorbetKeys.Component] ?? column.Name;
        if (!namesBefore.Add(name))
        {
            throw new ChunkFormatException($"the chunk has two component columns '{name}', expected one");
        }

        var descriptor = new ComponentDescriptor(name, column[SorbetKeys.Archetype], column[SorbetKeys.ComponentType]);
        var valuesNode = column.Field.DataType.TypeId is ArrowTypeId.List or ArrowTypeId.LargeList ? firstNodes[column.Position] + 1 : -1;
        return new ChunkSchemaComponent(column.Position, descriptor, ComponentLists.TypeOf(column.Field), valuesNode);
    }

    /// <summary>Where each column's field nodes start in a record batch: nodes are stored depth first.</summary>
    private static int[] FirstNodes(Schema schema)
    {
        var first = new int[schema.FieldsList.Count];
        var next = 0;
        for (var i = 0; i < first.Length; i++)
        {
            first[i] = next;
            next += CountNodes(schema.FieldsList[i].DataType);
        }

        return first;
    }

    private static int CountNodes(IArrowType type) => 1 + (type is NestedType nested ? nested.Fields.Sum(field => CountNodes(field.DataType)) : 0);

    private static bool IsSet(string? flag) => flag is not null && flag.ToLowerInvariant() is not ("false" or "no");
}
