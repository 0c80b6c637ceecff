using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog.Remote.Grpc;
using Rerun.Catalog.Remote.Messages;
using Schema = Rerun.Arrow.Schema;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote;

/// <content>Tables.</content>
public sealed partial class RemoteCatalog
{
    /// <inheritdoc/>
    public async ValueTask<EntryDetails> CreateTableAsync(string name, Schema schema, string? url, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(schema);
        var rpc = Rpcs.CreateTableEntry;
        var request = new Wire.CreateTableEntryRequest { Name = name, Schema = DataframeParts.Write(schema) };
        if (url is not null)
        {
            request.ProviderDetails = WireEntries.ToProvider(ToUrl(url));
        }
        else if (_server.Dialect == ServerDialect.Partition)
        {
            throw NotOffered("a place for new tables; give the table a URL. Servers choose one from 0.29 on", rpc.Name);
        }

        var answer = await _channel.CallAsync(rpc, request, null, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => WireEntries.Read(answer.Table));
    }

    /// <inheritdoc/>
    public async ValueTask<EntryDetails> RegisterTableAsync(string name, string url, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(url);
        var rpc = Rpcs.RegisterTable;
        var request = new Wire.RegisterTableRequest { Name = name, ProviderDetails = WireEntries.ToProvider(ToUrl(url)) };
        var answer = await _channel.CallAsync(rpc, request, null, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => WireEntries.Read(answer.TableEntry));
    }

    /// <inheritdoc/>
    public async ValueTask<Schema> GetTableSchemaAsync(Tuid table, CancellationToken cancellationToken = default)
    {
        var rpc = Rpcs.GetTableSchema;
        var request = new Wire.GetTableSchemaRequest { TableId = WireEntries.ToEntryId(table) };
        var answer = await _channel.CallAsync(rpc, request, table, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => DataframeParts.ReadSchema(answer.Schema));
    }

    /// <inheritdoc/>
    public async ValueTask<IArrowArrayStream> ReadTableAsync(Tuid table, CancellationToken cancellationToken = default)
    {
        var schema = await GetTableSchemaAsync(table, cancellationToken).ConfigureAwait(false);
        return new BatchStream(schema, token => ScanTableAsync(table, schema, token));
    }

    /// <inheritdoc/>
    public async ValueTask WriteTableAsync(
        Tuid table, IAsyncEnumerable<RecordBatch> batches, TableInsertMode mode, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        if (mode == TableInsertMode.Replace && _server.Dialect == ServerDialect.Partition)
        {
            throw NotOffered("replacing rows of a table by key; servers have it from 0.28 on", Rpcs.WriteTable.Name);
        }

        var schema = await GetTableSchemaAsync(table, cancellationToken).ConfigureAwait(false);
        var requests = WriteRequestsAsync(batches, schema, mode, cancellationToken);
        await _channel.SendAsync(Rpcs.WriteTable, requests, table, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Servers take an overwrite message by message, so only the first may be one.</summary>
    private static async IAsyncEnumerable<Wire.WriteTableRequest> WriteRequestsAsync(
        IAsyncEnumerable<RecordBatch> batches, Schema schema, TableInsertMode mode, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFirst = true;
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var rows = mode == TableInsertMode.Overwrite ? batch : TableRows.Fit(batch, schema);
            yield return Request(rows, mode == TableInsertMode.Overwrite && !isFirst ? TableInsertMode.Append : mode);
            isFirst = false;
        }

        if (isFirst && mode == TableInsertMode.Overwrite)
        {
            yield return Request(TableRows.Empty(schema), mode);
        }

        static Wire.WriteTableRequest Request(RecordBatch rows, TableInsertMode mode) => new()
        {
            DataframePart = DataframeParts.Write(rows),
            InsertMode = (Wire.TableInsertMode)(int)mode,
        };
    }

    private async IAsyncEnumerable<RecordBatch> ScanTableAsync(Tuid table, Schema schema, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rpc = Rpcs.ScanTable;
        var request = new Wire.ScanTableRequest { TableId = WireEntries.ToEntryId(table) };
        await foreach (var answer in _channel.StreamAsync(rpc, request, table, null, cancellationToken).ConfigureAwait(false))
        {
            var rows = Read(rpc, () => TableRows.Of(DataframeParts.Read(answer.DataframePart, _options.MaxMessageBytes), schema));
            if (rows.Length > 0)
            {
                yield return rows;
            }
        }
    }

    // A server knows URLs only.
    private static string ToUrl(string place) =>
        place.Contains("://", StringComparison.Ordinal) ? place : new Uri(Path.GetFullPath(place)).AbsoluteUri;

    private RerunException NotOffered(string what, string rpc) =>
        new($"The server {Location} ({_channel.Server}) does not offer {what}.", RerunErrorCode.NotSupported) { Rpc = rpc, Server = _channel.Server };
}
