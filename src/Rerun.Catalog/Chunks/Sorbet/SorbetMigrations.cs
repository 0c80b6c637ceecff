namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>
/// Brings the schemas of releases 0.23 and before to the names of Sorbet 0.1.1, which releases 0.24 to 0.27 write. Newer schemas keep the names
/// they have.
/// </summary>
internal static class SorbetMigrations
{
    private static readonly (SorbetVersion Target, Action<SchemaDraft> Apply)[] Steps =
    [
        (new SorbetVersion(0, 0, 2), RenamedArchetypesStep.Apply),
        (new SorbetVersion(0, 1, 0), ColonKeysStep.Apply),
        (new SorbetVersion(0, 1, 1), DroppedIndicatorsStep.Apply),
    ];

    public static void Apply(SchemaDraft draft)
    {
        if (VersionOf(draft) is not { } version)
        {
            return;
        }

        if (version.CompareTo(SorbetVersion.Newest) > 0)
        {
            draft.Warnings.Add($"chunks have the schema version {version}, which is newer than {SorbetVersion.Newest}; they are read as they are");
        }

        if (version.CompareTo(SorbetVersion.First) < 0)
        {
            draft.Warnings.Add($"chunks have the schema version {version}, which is older than {SorbetVersion.First}; they are read as they are");
            return;
        }

        foreach (var (target, apply) in Steps)
        {
            if (version.CompareTo(target) < 0)
            {
                apply(draft);
                draft.Metadata[SorbetKeys.Version] = target.ToString();
            }
        }
    }

    /// <summary>The version of a schema, or null where it cannot be told and nothing must be changed.</summary>
    private static SorbetVersion? VersionOf(SchemaDraft draft)
    {
        if (draft.Metadata.TryGetValue(SorbetKeys.Version, out var text))
        {
            if (SorbetVersion.TryParse(text, out var version))
            {
                return version;
            }

            draft.Warnings.Add($"chunks have the unreadable schema version '{text}'; they are read as they are");
            return null;
        }

        var hasDottedKey = draft.Metadata.Keys.Any(key => key.StartsWith(SorbetKeys.DottedPrefix, StringComparison.Ordinal));
        return !hasDottedKey && draft.Metadata.ContainsKey("rerun:version") ? SorbetVersion.Second : SorbetVersion.First;
    }
}
