using Rerun.Arrow;
using Rerun.Catalog.Remote.Chunks;
using Rerun.Catalog.Remote.Grpc;
using Rerun.Catalog.Remote.Messages;
using Rerun.Catalog.Tables;
using Schema = Rerun.Arrow.Schema;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote;

/// <summary>
/// A catalog on a server: any Rerun catalog server from 0.27 on, or one of this library. Mirrors the connection of <c>rerun.catalog.CatalogClient</c>.
/// </summary>
/// <remarks>What a server of another release lacks is an error that says so, with <see cref="RerunErrorCode.NotSupported"/>.</remarks>
public sealed partial class RemoteCatalog : ICatalog
{
    private readonly GrpcChannel _channel;
    private readonly ServerProfile _server;
    private readonly RemoteCatalogOptions _options;
    private readonly ChunkListings _listings;
    private readonly SchemaMemory _schemas = new();

    private RemoteCatalog(GrpcChannel channel, ServerProfile server, RemoteCatalogOptions options, Tuid? linkedEntry)
    {
        _channel = channel;
        _server = server;
        _options = options;
        _listings = new ChunkListings(options.MaxMessageBytes);
        LinkedEntry = linkedEntry;
    }

    /// <summary>The server's URL: scheme, host and port.</summary>
    public string Location => _channel.Url.ToString();

    /// <summary>The dataset or entry that the URL was a link to, or null.</summary>
    public Tuid? LinkedEntry { get; }

    /// <summary>Connects to a server and makes sure that it is one and takes the credentials.</summary>
    /// <param name="url">
    /// <c>rerun://</c>, <c>rerun+https://</c> or <c>https://</c> (TLS), <c>rerun+http://</c> or <c>http://</c> (clear text), or a local host with a port. Without a
    /// port, 51234 is meant on this machine, 443 or 80 elsewhere. A link to a dataset or entry will do.
    /// </param>
    /// <param name="options">How to talk to it, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the connecting.</param>
    /// <exception cref="RerunException">
    /// The URL is none, the server cannot be reached, is no catalog server, refuses the credentials, or the time is up.
    /// </exception>
    public static async ValueTask<RemoteCatalog> ConnectAsync(
        string url, RemoteCatalogOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        options ??= new RemoteCatalogOptions();
        var address = CatalogUrl.Parse(url);
        var channel = new GrpcChannel(address, options);
        try
        {
            return new RemoteCatalog(channel, await AskAsync(channel, options, cancellationToken).ConfigureAwait(false), options, address.Entry);
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<string> GetVersionAsync(CancellationToken cancellationToken = default) => new(_server.Version);

    /// <inheritdoc/>
    public async ValueTask<Schema> GetDatasetSchemaAsync(Tuid dataset, CancellationToken cancellationToken = default)
    {
        var rpc = Rpcs.GetDatasetSchema;
        var answer = await _channel.CallAsync(rpc, new Wire.GetDatasetSchemaRequest(), dataset, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => _schemas.Read(dataset, answer.Schema));
    }

    /// <inheritdoc/>
    public async ValueTask<RecordBatch> GetPartitionTableAsync(Tuid dataset, CancellationToken cancellationToken = default) =>
        TableColumns.ToPartition(await ScanPartitionsAsync(dataset, [], cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask<RecordBatch> GetManifestAsync(Tuid dataset, CancellationToken cancellationToken = default)
    {
        var rpc = Rpcs.ScanDatasetManifest;
        var answers = _channel.StreamAsync(rpc, new Wire.ScanDatasetManifestRequest(), dataset, null, cancellationToken);
        return TableColumns.ToPartition(await JoinAsync(rpc, answers, answer => answer.Data).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask<RecordBatch> GetEntryTableAsync(CancellationToken cancellationToken = default) =>
        EntryTable.Of([.. await GetEntriesAsync(cancellationToken).ConfigureAwait(false)]);

    /// <summary>Closes the connection; calls under way fail.</summary>
    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return default;
    }

    private static async ValueTask<ServerProfile> AskAsync(GrpcChannel channel, RemoteCatalogOptions options, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.ConnectTimeout > TimeSpan.Zero)
        {
            limit.CancelAfter(options.ConnectTimeout);
        }

        try
        {
            return await ServerProfile.AskAsync(channel, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RerunException(
                $"{channel.Url} did not answer within {options.ConnectTimeout.TotalSeconds:0.###} s.", RerunErrorCode.Timeout, exception);
        }
        catch (RerunException fault) when (fault is { ErrorKind: RerunErrorCode.ConnectionLost, Status: null, Server: null })
        {
            if (await ProbeAsync(channel, limit.Token).ConfigureAwait(false) is not { } probe)
            {
                throw;
            }

            var what = probe.IsRerun ? "a Rerun server answers there, but not by HTTP/2; is there a proxy between?" : "it is an HTTP server, but no Rerun catalog server";
            throw new RerunException($"{channel.Url}: {what} (GET /version gives {probe.Status}).", RerunErrorCode.ConnectionLost, fault) { Rpc = fault.Rpc };
        }
    }

    private static async ValueTask<(int Status, bool IsRerun)?> ProbeAsync(GrpcChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            return await channel.ProbeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async ValueTask<RecordBatch> ScanPartitionsAsync(Tuid dataset, string[] columns, CancellationToken cancellationToken)
    {
        if (_server.Dialect == ServerDialect.Partition)
        {
            var old = Rpcs.ScanPartitionTable;
            var answers = _channel.StreamAsync(old, new Wire.ScanPartitionTableRequest { Columns = { columns } }, dataset, null, cancellationToken);
            return await JoinAsync(old, answers, answer => answer.Data).ConfigureAwait(false);
        }

        var rpc = Rpcs.ScanSegmentTable;
        var request = new Wire.ScanSegmentTableRequest { Columns = { columns.Select(TableColumns.ToSegment) } };
        return await JoinAsync(rpc, _channel.StreamAsync(rpc, request, dataset, null, cancellationToken), answer => answer.Data).ConfigureAwait(false);
    }

    private async ValueTask<RecordBatch> JoinAsync<TRequest, TResponse>(
        Rpc<TRequest, TResponse> rpc, IAsyncEnumerable<TResponse> answers, Func<TResponse, Wire.DataframePart> partOf)
        where TRequest : Google.Protobuf.IMessage<TRequest>
        where TResponse : Google.Protobuf.IMessage<TResponse>
    {
        var batches = await ReadAllAsync(rpc, answers, partOf).ConfigureAwait(false);
        return Read(rpc, () => TableColumns.Join(batches));
    }

    private async ValueTask<List<RecordBatch>> ReadAllAsync<TRequest, TResponse>(
        Rpc<TRequest, TResponse> rpc, IAsyncEnumerable<TResponse> answers, Func<TResponse, Wire.DataframePart> partOf)
        where TRequest : Google.Protobuf.IMessage<TRequest>
        where TResponse : Google.Protobuf.IMessage<TResponse>
    {
        var batches = new List<RecordBatch>();
        await foreach (var answer in answers.ConfigureAwait(false))
        {
            batches.Add(Read(rpc, () => DataframeParts.Read(partOf(answer), _options.MaxMessageBytes)));
        }

        return batches;
    }

    /// <summary>Reads what a call answered; what cannot be read becomes the call's error.</summary>
    private T Read<TRequest, TResponse, T>(Rpc<TRequest, TResponse> rpc, Func<T> read)
        where TRequest : Google.Protobuf.IMessage<TRequest>
        where TResponse : Google.Protobuf.IMessage<TResponse>
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is AnswerFormatException or ArrowFormatException or Google.Protobuf.InvalidProtocolBufferException)
        {
            throw new CallFaults(_channel.Url, rpc.Name, rpc.Offered) { Server = _channel.Server }.Of(exception, hasAnswered: true);
        }
    }
}
