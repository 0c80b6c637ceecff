using Rerun.Catalog;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods about entries.</summary>
internal sealed class EntryService(ICatalog catalog)
{
    /// <summary>Finds entries. With a kind, an unknown id or name is an error; without, it finds nothing.</summary>
    public async Task<Wire.FindEntriesResponse> FindAsync(Wire.FindEntriesRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var filter = request.Filter ?? new Wire.EntryFilter();
        var kind = KindOf(filter);
        var id = filter.Id.ToTuid();
        var entries = await catalog.GetEntriesAsync(cancellationToken).ConfigureAwait(false);
        var found = entries
            .Where(entry => (id is null || entry.Id == id) && (!filter.HasName || entry.Name == filter.Name))
            .ToList();
        if (found.Count == 0 && kind is not null && (id is not null || filter.HasName))
        {
            throw GrpcException.NotFound(filter.HasName ? $"Entry name '{filter.Name}' not found" : $"Entry id '{id}' not found");
        }

        var response = new Wire.FindEntriesResponse();
        response.Entries.AddRange(found.Where(entry => kind is null || entry.Kind == kind).Select(entry => entry.ToWire()));
        return response;
    }

    public async Task<Wire.ReadDatasetEntryResponse> ReadDatasetAsync(
        Wire.ReadDatasetEntryRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var id = await DatasetAddress.ResolveAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var entry = await FindAsync(id, cancellationToken, EntryKind.Dataset, EntryKind.BlueprintDataset).ConfigureAwait(false);
        return new Wire.ReadDatasetEntryResponse { Dataset = entry.ToDataset() };
    }

    public async Task<Wire.ReadTableEntryResponse> ReadTableAsync(
        Wire.ReadTableEntryRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var id = request.Id.ToTuid() ?? throw GrpcException.InvalidArgument("No table entry ID provided");
        return new Wire.ReadTableEntryResponse
        {
            Table = (await FindAsync(id, cancellationToken, EntryKind.Table).ConfigureAwait(false)).ToTable(),
        };
    }

    private static EntryKind? KindOf(Wire.EntryFilter filter)
    {
        if (!filter.HasEntryKind)
        {
            return null;
        }

        return (EntryKind)(int)filter.EntryKind switch
        {
            var kind and (EntryKind.Dataset or EntryKind.BlueprintDataset or EntryKind.Table) => kind,
            EntryKind.DatasetView or EntryKind.TableView =>
                throw new GrpcException(GrpcStatus.Unimplemented, "find_entries: dataset and table views are not supported"),
            EntryKind.Unspecified => throw GrpcException.InvalidArgument("find_entries: entry kind unspecified"),
            var other => throw GrpcException.InvalidArgument($"find_entries: invalid entry kind {(int)other}"),
        };
    }

    private async Task<EntryDetails> FindAsync(Tuid id, CancellationToken cancellationToken, params EntryKind[] kinds)
    {
        var entries = await catalog.GetEntriesAsync(cancellationToken).ConfigureAwait(false);
        return entries.FirstOrDefault(entry => entry.Id == id && kinds.Contains(entry.Kind))
            ?? throw GrpcException.NotFound($"Entry id '{id}' not found");
    }
}
