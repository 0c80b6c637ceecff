using Rerun.Catalog;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods about entries of any kind.</summary>
internal sealed class EntryService(ICatalog catalog)
{
    /// <summary>Finds entries. For older clients an unknown id or name is an error where a kind is given; else it finds nothing.</summary>
    public async Task<Wire.FindEntriesResponse> FindAsync(Wire.FindEntriesRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var filter = request.Filter ?? new Wire.EntryFilter();
        var kinds = KindsOf(filter, call.Dialect);
        var id = filter.Id.ToTuid();
        if (filter.HasName)
        {
            EntryNames.Require(filter.Name, call.Dialect);
        }

        var found = await catalog.FindEntriesAsync(new EntryFilter(id, filter.HasName ? filter.Name : null), cancellationToken).ConfigureAwait(false);
        if (found.Count == 0 && kinds is not null && (id is not null || filter.HasName) && call.Dialect < Dialect.Newest)
        {
            throw GrpcException.NotFound(filter.HasName ? $"Entry name '{filter.Name}' not found" : $"Entry id '{id}' not found");
        }

        var response = new Wire.FindEntriesResponse();
        response.Entries.AddRange(found.Where(entry => kinds is null || kinds.Contains(entry.Kind)).Select(entry => entry.ToWire()));
        return response;
    }

    /// <summary>Renames an entry. Without a name it only reads it.</summary>
    public async Task<Wire.UpdateEntryResponse> UpdateAsync(Wire.UpdateEntryRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var id = EntryAddress.IdOf(request.Id, call) ?? throw GrpcException.InvalidArgument("missing required field: 'id'");
        var update = request.EntryDetailsUpdate ?? throw GrpcException.InvalidArgument("missing required field: 'entry_details_update'");
        if (update.HasName)
        {
            EntryNames.Require(update.Name, call.Dialect);
        }

        var entry = await catalog.RenameEntryAsync(id, update.HasName ? update.Name : null, cancellationToken).ConfigureAwait(false);
        return new Wire.UpdateEntryResponse { EntryDetails = entry.ToWire() };
    }

    public async Task<Wire.DeleteEntryResponse> DeleteAsync(Wire.DeleteEntryRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var id = EntryAddress.IdOf(request.Id, call) ?? throw GrpcException.InvalidArgument("missing required field: 'id'");
        await catalog.DeleteEntryAsync(id, cancellationToken).ConfigureAwait(false);
        return new Wire.DeleteEntryResponse();
    }

    private static HashSet<EntryKind>? KindsOf(Wire.EntryFilter filter, Dialect dialect)
    {
        if (dialect >= Dialect.Newest && filter.EntryKinds.Count > 0)
        {
            return filter.EntryKinds.Contains(Wire.EntryKind.Unspecified)
                ? throw GrpcException.InvalidArgument("find_entries: entry kind unspecified")
                : [.. filter.EntryKinds.Select(kind => (EntryKind)(int)kind)];
        }

        if (!filter.HasEntryKind)
        {
            return null;
        }

        return (EntryKind)(int)filter.EntryKind switch
        {
            var kind and (EntryKind.Dataset or EntryKind.BlueprintDataset or EntryKind.Table) => [kind],
            EntryKind.DatasetView or EntryKind.TableView => dialect >= Dialect.Newest
                ? []
                : throw new GrpcException(GrpcStatus.Unimplemented, "find_entries: dataset and table views are not supported"),
            EntryKind.Unspecified => throw GrpcException.InvalidArgument("find_entries: entry kind unspecified"),
            (EntryKind)Wire.EntryKind.AssetDataset when dialect >= Dialect.Newest => [],
            var other => throw GrpcException.InvalidArgument($"find_entries: invalid entry kind {(int)other}"),
        };
    }
}
