using System.Runtime.CompilerServices;
using System.Text;
using Google.Protobuf;
using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Catalog.Remote.Grpc;
using Rerun.Catalog.Remote.Messages;
using Schema = Rerun.Arrow.Schema;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote;

/// <content>Search indexes.</content>
public sealed partial class RemoteCatalog
{
    private const string ScoreColumn = "_score";
    private const string DistanceColumn = "_distance";

    // Servers give what is named here, and the score after it.
    private static readonly string[] HitColumns =
        [PartitionIdColumn, "rerun_partition_layer", "chunk_id", "timepoint", "instance_id", "instance"];

    /// <inheritdoc/>
    public async ValueTask<IndexInfo> CreateIndexAsync(Tuid dataset, IndexConfig config, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        var rpc = Rpcs.CreateIndex;
        var request = new Wire.CreateIndexRequest { Config = WireIndexes.Write(config) };
        var answer = await _channel.CallAsync(rpc, request, dataset, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => new IndexInfo(
            answer.Index is null ? config : WireIndexes.Read(answer.Index),
            Text(answer.StatisticsJson),
            answer.DebugInfo is { HasMemoryUsed: true } used ? (long)Math.Min(used.MemoryUsed, long.MaxValue) : null));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IndexInfo>> GetIndexesAsync(Tuid dataset, CancellationToken cancellationToken = default)
    {
        var rpc = Rpcs.ListIndexes;
        var answer = await _channel.CallAsync(rpc, new Wire.ListIndexesRequest(), dataset, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => answer.Indexes
            .Select((index, i) => new IndexInfo(WireIndexes.Read(index), i < answer.StatisticsJson.Count ? Text(answer.StatisticsJson[i]) : null)).ToList());
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IndexConfig>> DeleteIndexesAsync(Tuid dataset, IndexedColumn column, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(column);
        var rpc = Rpcs.DeleteIndexes;
        var request = new Wire.DeleteIndexesRequest { Column = WireIndexes.Write(column) };
        var answer = await _channel.CallAsync(rpc, request, dataset, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => answer.Indexes.Select(WireIndexes.Read).ToList());
    }

    /// <inheritdoc/>
    public async ValueTask<IArrowArrayStream> SearchAsync(Tuid dataset, IndexSearch search, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        var query = new RecordBatch(new Schema([new Field("items", search.Query.Data.DataType, nullable: false)]), [search.Query], search.Query.Length);
        var scan = new Wire.ScanParameters { OnMissingColumns = Wire.IfMissingBehavior.Skip };
        scan.Columns.AddRange((search.Columns ?? HitColumns).Where(name => name is not (ScoreColumn or DistanceColumn)).Select(Rename));
        if (search.Limit == 0)
        {
            scan.LimitLen = 0;
        }

        var rpc = Rpcs.SearchDataset;
        var request = new Wire.SearchDatasetRequest
        {
            Column = WireIndexes.Write(search.Column),
            Query = DataframeParts.Write(query),
            Properties = WireIndexes.Write(search),
            ScanParameters = scan,
        };
        var answers = await ReadAllAsync(rpc, _channel.StreamAsync(rpc, request, dataset, null, cancellationToken), answer => answer.Data).ConfigureAwait(false);
        if (answers.Count == 0)
        {
            // Without hits there is no batch, and so no schema, unless no rows are asked for.
            scan.LimitLen = 0;
            answers = await ReadAllAsync(rpc, _channel.StreamAsync(rpc, request, dataset, null, cancellationToken), answer => answer.Data).ConfigureAwait(false);
        }

        var hits = TableColumns.ToPartition(Read(rpc, () => TableColumns.Join(answers)));
        var batch = BestFirst(hits, search);
        return new BatchStream(batch.Schema, token => Once(batch, token));
    }

    private string Rename(string column) => _server.Dialect == ServerDialect.Segment ? TableColumns.ToSegment(column) : column;

    private static string? Text(ByteString bytes) => bytes.IsEmpty ? null : Encoding.UTF8.GetString(bytes.Span);

    /// <summary>Servers give the hits of a text search in no order, and know nothing of an offset.</summary>
    private static RecordBatch BestFirst(RecordBatch hits, IndexSearch search)
    {
        var rows = Enumerable.Range(0, hits.Length);
        if (Scores(hits, ScoreColumn) is { } scores)
        {
            rows = rows.OrderByDescending(row => scores.GetValue(row) ?? float.NegativeInfinity);
        }
        else if (Scores(hits, DistanceColumn) is { } distances)
        {
            rows = rows.OrderBy(row => distances.GetValue(row) ?? float.PositiveInfinity);
        }

        var limit = (int)Math.Min(search.Limit ?? int.MaxValue, int.MaxValue);
        return ArraySelection.Take(hits, [.. rows.Skip((int)Math.Min(search.Offset, int.MaxValue)).Take(limit)]);
    }

    private static FloatArray? Scores(RecordBatch hits, string name) =>
        hits.Schema.GetFieldIndex(name, StringComparer.Ordinal) is var index and >= 0 ? hits.Column(index) as FloatArray : null;

    private static async IAsyncEnumerable<RecordBatch> Once(RecordBatch batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        yield return batch;
    }
}
