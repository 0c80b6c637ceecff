namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>
/// To 0.1.0: metadata keys with a colon, and descriptors of the form <c>Points3D:positions</c> in place of archetype, field and component name.
/// The recording's own properties move up one level.
/// </summary>
internal static class ColonKeysStep
{
    private static readonly string[] RenamedKeys =
        ["index_name", "entity_path", "kind", "is_static", "is_indicator", "is_tombstone", "is_semantically_empty", "is_sorted"];

    public static void Apply(SchemaDraft draft)
    {
        if (HasDottedKey(draft.Metadata) || draft.Columns.Any(column => HasDottedKey(column.Metadata)))
        {
            foreach (var column in draft.Columns)
            {
                RenameKeys(column);
                MakeDescriptor(column);
            }

            draft.Metadata = WithColons(draft.Metadata);
        }

        MoveRecordingInfo(draft);
    }

    private static bool HasDottedKey(Dictionary<string, string> metadata) =>
        metadata.Keys.Any(key => key.StartsWith(SorbetKeys.DottedPrefix, StringComparison.Ordinal));

    private static void RenameKeys(ColumnDraft column)
    {
        foreach (var key in RenamedKeys)
        {
            if (column.Take(SorbetKeys.DottedPrefix + key) is { } value)
            {
                column.Metadata[SorbetKeys.ColonPrefix + key] = value;
            }
        }
    }

    private static void MakeDescriptor(ColumnDraft column)
    {
        var name = column[SorbetKeys.DottedComponent];
        if (column.Name.EndsWith(SorbetKeys.IndicatorSuffix, StringComparison.Ordinal))
        {
            column.Metadata[SorbetKeys.Component] = name
                ?? (column.Name.StartsWith(SorbetKeys.DottedPrefix, StringComparison.Ordinal) ? column.Name : SorbetKeys.ComponentsPrefix + column.Name);
            column.Take(SorbetKeys.DottedComponent);
            column.Take(SorbetKeys.DottedArchetype);
            column.Take(SorbetKeys.DottedArchetypeField);
            return;
        }

        if (name is null)
        {
            return;
        }

        column.Take(SorbetKeys.DottedComponent);
        var archetype = column.Take(SorbetKeys.DottedArchetype);
        var field = column.Take(SorbetKeys.DottedArchetypeField);
        if (field is null && (archetype is null || name.EndsWith(SorbetKeys.IndicatorSuffix, StringComparison.Ordinal)))
        {
            column.Metadata[SorbetKeys.Component] = name;
            return;
        }

        column.Metadata[SorbetKeys.ComponentType] = name;
        column.Metadata[SorbetKeys.Component] = (archetype, field) switch
        {
            (null, not null) => field,
            (not null, not null) => $"{ShortName(archetype)}:{field}",
            _ => name,
        };
        if (archetype is not null)
        {
            column.Metadata[SorbetKeys.Archetype] = archetype;
        }
    }

    private static string ShortName(string archetype)
    {
        var name = TrimPrefix(archetype.Trim(), "rerun.archetypes.");
        return TrimPrefix(name, "rerun.blueprint.archetypes.");
    }

    private static string TrimPrefix(string text, string prefix)
    {
        while (text.StartsWith(prefix, StringComparison.Ordinal))
        {
            text = text[prefix.Length..];
        }

        return text;
    }

    private static Dictionary<string, string> WithColons(Dictionary<string, string> metadata)
    {
        var renamed = new Dictionary<string, string>();
        foreach (var (key, value) in metadata)
        {
            if (key != SorbetKeys.DottedVersion)
            {
                renamed[key.Replace(SorbetKeys.DottedPrefix, SorbetKeys.ColonPrefix, StringComparison.Ordinal)] = value;
            }
        }

        return renamed;
    }

    private static void MoveRecordingInfo(SchemaDraft draft)
    {
        MovePath(draft.Metadata);
        foreach (var column in draft.Columns)
        {
            MovePath(column.Metadata);
            column.Name = Renamed(column.Name)
                .Replace("property:recording:RecordingInfo:", "property:RecordingInfo:", StringComparison.Ordinal);
            foreach (var key in column.Metadata.Keys.ToArray())
            {
                column.Metadata[key] = Renamed(column.Metadata[key]);
            }
        }
    }

    private static string Renamed(string text) => text.Replace("RecordingProperties", "RecordingInfo", StringComparison.Ordinal);

    private static void MovePath(Dictionary<string, string> metadata)
    {
        if (metadata.TryGetValue(SorbetKeys.EntityPath, out var path) && path == "/__properties/recording")
        {
            metadata[SorbetKeys.EntityPath] = "/__properties";
        }
    }
}
