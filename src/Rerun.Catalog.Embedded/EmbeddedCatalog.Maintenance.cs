using Rerun.Arrow;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Entries;

namespace Rerun.Catalog.Embedded;

/// <content>Maintenance.</content>
public sealed partial class EmbeddedCatalog
{
    /// <summary>Files that a writer is about to refer to are younger than this.</summary>
    private static readonly TimeSpan SafeAge = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    /// <remarks>
    /// <see cref="MaintenanceOptions.OptimizeIndexes"/> merges what full-text indexes keep, <see cref="MaintenanceOptions.RetrainIndexes"/> makes those of the
    /// dataset anew. <see cref="MaintenanceOptions.CompactFragments"/> joins the small files of tables and compacts the catalogue;
    /// <see cref="MaintenanceOptions.CleanupBefore"/> deletes files that the catalog wrote for tables and no table refers to any more, unless they are being read.
    /// The id of a table does both for that table alone; that of a dataset, for all tables.
    /// </remarks>
    public async ValueTask<string> DoMaintenanceAsync(Tuid dataset, MaintenanceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var catalogue = RequireWritable();
        var entry = Details(dataset);
        var isTable = entry.Kind == EntryKind.Table;
        List<string> report = [];
        if (!isTable && options.RetrainIndexes)
        {
            await _indexes!.RebuildAsync(_entries.Current().Dataset(dataset), cancellationToken).ConfigureAwait(false);
            report.Add("full-text indexes were made anew");
        }

        if (!isTable && (options.OptimizeIndexes || options.RetrainIndexes))
        {
            await _indexes!.OptimizeAsync(cancellationToken).ConfigureAwait(false);
            report.Add("full-text indexes were merged");
        }

        if (options.CompactFragments || options.CleanupBefore is not null)
        {
            var tables = !isTable ? _tables!.All() : dataset == EntrySet.EntryTableId ? [] : [dataset];
            var (joined, deleted) = await _tables!.MaintainAsync(tables, options.CompactFragments, CleanupTime(options), cancellationToken).ConfigureAwait(false);
            report.Add($"{joined} files of tables were joined");
            report.Add($"{deleted} files were deleted");
        }

        if (options.CompactFragments && !isTable)
        {
            await catalogue.CompactAsync(cancellationToken).ConfigureAwait(false);
            report.Add("the catalogue was compacted");
        }

        return $"'{entry.Name}': {(report.Count == 0 ? "nothing to do" : string.Join(", ", report))}.";
    }

    /// <inheritdoc/>
    /// <remarks>Merges what all full-text indexes keep, joins small files of tables, deletes those that are an hour old and unreferred to, and compacts the catalogue.</remarks>
    public async ValueTask DoGlobalMaintenanceAsync(CancellationToken cancellationToken = default)
    {
        var catalogue = RequireWritable();
        await _indexes!.OptimizeAsync(cancellationToken).ConfigureAwait(false);
        await _tables!.MaintainAsync(_tables.All(), compact: true, DateTime.UtcNow - SafeAge, cancellationToken).ConfigureAwait(false);
        await catalogue.CompactAsync(cancellationToken).ConfigureAwait(false);
    }

    private static DateTime? CleanupTime(MaintenanceOptions options)
    {
        if (options.CleanupBefore is not { } wanted)
        {
            return null;
        }

        var safe = DateTime.UtcNow - SafeAge;
        var before = wanted.ToDateTime();
        return options.UnsafeAllowRecentCleanup || before < safe ? before : safe;
    }
}
