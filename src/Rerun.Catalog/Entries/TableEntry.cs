using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Catalog;

/// <summary>A table of the catalog. Mirrors <c>rerun.catalog.TableEntry</c>.</summary>
public sealed class TableEntry : Entry
{
    internal TableEntry(CatalogClient catalog, EntryDetails details)
        : base(catalog, details)
    {
    }

    /// <summary>The URL where the table lies, or null for a system table. Mirrors <c>TableEntry.storage_url</c>.</summary>
    public string? StorageUrl => Details.StorageUrl;

    /// <summary>The table's schema.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The table was deleted.</exception>
    public ValueTask<Schema> GetSchemaAsync(CancellationToken cancellationToken = default) =>
        Catalog.Catalog.GetTableSchemaAsync(Id, cancellationToken);

    /// <inheritdoc cref="GetSchemaAsync"/>
    public Schema GetSchema() => Blocking.Wait(() => GetSchemaAsync());

    /// <summary>The table's rows, in order of insertion. Mirrors <c>TableEntry.to_arrow_reader</c>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A stream of record batches, perhaps none; its owner disposes it.</returns>
    /// <exception cref="RerunNotFoundException">The table was deleted.</exception>
    public ValueTask<IArrowArrayStream> ToArrowReaderAsync(CancellationToken cancellationToken = default) =>
        Catalog.Catalog.ReadTableAsync(Id, cancellationToken);

    /// <inheritdoc cref="ToArrowReaderAsync"/>
    public IArrowArrayStream ToArrowReader() => Blocking.Wait(() => ToArrowReaderAsync());

    /// <summary>The table's rows, in order of insertion. Mirrors <c>TableEntry.df</c>.</summary>
    /// <param name="cancellationToken">Cancels the stream.</param>
    /// <exception cref="RerunNotFoundException">The table was deleted.</exception>
    public async IAsyncEnumerable<RecordBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = await ToArrowReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            yield return batch;
        }
    }

    /// <inheritdoc cref="ReadAsync"/>
    public IEnumerable<RecordBatch> Read() => Blocking.Enumerate(ReadAsync());
}
