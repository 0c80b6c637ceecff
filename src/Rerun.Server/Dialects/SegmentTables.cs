using System.Collections.Concurrent;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Server.Messages;

namespace Rerun.Server.Dialects;

/// <summary>The partition table and the manifest in the dialect of a client; the catalog gives those of 0.27.</summary>
internal sealed class SegmentTables(ICatalog catalog)
{
    private const string Status = "rerun_registration_status";
    private const string LastManifestColumn = "rerun_schema_sha256";
    private const string PropertyPrefix = "property:";

    private static readonly string[] NewerNullable = ["rerun_num_chunks", "rerun_size_bytes", LastManifestColumn];

    // What is derived from a dataset's chunks is kept until the chunks change.
    private readonly ConcurrentDictionary<Tuid, (long Version, IndexRanges Ranges)> _ranges = new();
    private readonly ConcurrentDictionary<Tuid, (long Version, RootProperties Properties)> _properties = new();

    /// <summary>The table of partitions, or of segments.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="dialect">The client's dialect.</param>
    /// <param name="columns">The columns that are wanted, or none for all: what is costly is left out where it is not.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<RecordBatch> PartitionsAsync(Tuid dataset, Dialect dialect, IReadOnlyCollection<string> columns, CancellationToken cancellationToken)
    {
        var table = await catalog.GetPartitionTableAsync(dataset, cancellationToken).ConfigureAwait(false);
        if (dialect < Dialect.Segments)
        {
            return table;
        }

        var ids = Texts(table, "rerun_partition_id");
        var newer = SegmentNames.Of(table);
        if (columns.Count > 0 && columns.All(column => newer.Schema.GetFieldIndex(column) >= 0))
        {
            return Newest(newer, dialect);
        }

        var directory = await catalog.GetChunksAsync(dataset, null, cancellationToken).ConfigureAwait(false);
        var properties = await PropertiesAsync(dataset, directory, cancellationToken).ConfigureAwait(false);
        var ranges = await RangesAsync(dataset, directory, cancellationToken).ConfigureAwait(false);
        return Newest(
            Append(Insert(newer, FirstProperty(newer), properties.Columns([.. ids.Select(id => (id, (string?)null))])), ranges.Columns(ids)), dialect);
    }

    /// <summary>The manifest.</summary>
    public async Task<RecordBatch> ManifestAsync(Tuid dataset, Dialect dialect, CancellationToken cancellationToken)
    {
        var table = await catalog.GetManifestAsync(dataset, cancellationToken).ConfigureAwait(false);
        if (dialect < Dialect.Segments)
        {
            return table;
        }

        var directory = await catalog.GetChunksAsync(dataset, null, cancellationToken).ConfigureAwait(false);
        var properties = await PropertiesAsync(dataset, directory, cancellationToken).ConfigureAwait(false);
        var (ids, layers) = (Texts(table, "rerun_partition_id"), Texts(table, "rerun_layer_name"));
        var newer = SegmentNames.Of(table);
        if (newer.Schema.GetFieldIndex(Status) < 0)
        {
            newer = Insert(newer, newer.Schema.GetFieldIndex(LastManifestColumn) + 1, [StatusOf(table.Length)]);
        }

        newer = Insert(newer, FirstProperty(newer), properties.Columns([.. ids.Zip(layers, (id, layer) => (id, (string?)layer))]));
        return dialect < Dialect.Newest
            ? newer
            : newer.WithSchema(new Schema(newer.Schema.FieldsList.Select(field => NewerNullable.Contains(field.Name) ? field.WithNullable(true) : field)));
    }

    private static string[] Texts(RecordBatch table, string column)
    {
        var texts = (StringArray)table.Column(column);
        return [.. Enumerable.Range(0, table.Length).Select(row => texts.GetString(row) ?? "")];
    }

    private static (Field Field, IArrowArray Column) StatusOf(int rows)
    {
        var status = new StringArray.Builder();
        for (var row = 0; row < rows; row++)
        {
            status.Append("done");
        }

        return (new Field(Status, StringType.Default, nullable: false), status.Build());
    }

    private static int FirstProperty(RecordBatch table)
    {
        for (var i = 0; i < table.ColumnCount; i++)
        {
            if (table.Schema.FieldsList[i].Name.StartsWith(PropertyPrefix, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return table.ColumnCount;
    }

    private static RecordBatch Append(RecordBatch table, IEnumerable<(Field Field, IArrowArray Column)> more) => Insert(table, table.ColumnCount, more);

    private static RecordBatch Insert(RecordBatch table, int index, IEnumerable<(Field Field, IArrowArray Column)> more)
    {
        var fields = table.Schema.FieldsList.ToList();
        var columns = table.Arrays.ToList();
        foreach (var (field, column) in more)
        {
            fields.Insert(index, field);
            columns.Insert(index++, column);
        }

        return new RecordBatch(new Schema(fields, table.Schema.Metadata), columns, table.Length);
    }

    /// <summary>In the newest tables the items of a list are called items.</summary>
    private static RecordBatch Newest(RecordBatch table, Dialect dialect)
    {
        if (dialect < Dialect.Newest)
        {
            return table;
        }

        var fields = table.Schema.FieldsList.Select(field =>
            field.DataType is ListType list && list.ValueField.Name == field.Name ? field.WithType(new ListType(list.ValueField.WithName("item"))) : field).ToArray();
        return new RecordBatch(
            new Schema(fields, table.Schema.Metadata),
            table.Arrays.Select((column, i) => ArrowArrayFactory.BuildArray(column.Data.WithType(fields[i].DataType))),
            table.Length);
    }

    private async ValueTask<RootProperties> PropertiesAsync(Tuid dataset, ChunkDirectory directory, CancellationToken cancellationToken)
    {
        if (_properties.TryGetValue(dataset, out var known) && known.Version == directory.Version)
        {
            return known.Properties;
        }

        var properties = await RootProperties.OfAsync(catalog, directory, cancellationToken).ConfigureAwait(false);
        _properties[dataset] = (directory.Version, properties);
        return properties;
    }

    private async ValueTask<IndexRanges> RangesAsync(Tuid dataset, ChunkDirectory directory, CancellationToken cancellationToken)
    {
        if (_ranges.TryGetValue(dataset, out var known) && known.Version == directory.Version)
        {
            return known.Ranges;
        }

        var ranges = await IndexRanges.OfAsync(catalog, directory, cancellationToken).ConfigureAwait(false);
        _ranges[dataset] = (directory.Version, ranges);
        return ranges;
    }
}
