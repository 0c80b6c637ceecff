using Rerun.Catalog;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods about datasets as entries.</summary>
internal sealed class DatasetEntryService(ICatalog catalog)
{
    public async Task<Wire.CreateDatasetEntryResponse> CreateAsync(
        Wire.CreateDatasetEntryRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        if (!request.HasName)
        {
            throw GrpcException.InvalidArgument("missing required field: 'name'");
        }

        EntryNames.Require(request.Name, call.Dialect);
        var entry = await catalog.CreateDatasetAsync(request.Name, request.Id.ToTuid(), cancellationToken).ConfigureAwait(false);
        return new Wire.CreateDatasetEntryResponse { Dataset = entry.ToDataset() };
    }

    public async Task<Wire.ReadDatasetEntryResponse> ReadAsync(
        Wire.ReadDatasetEntryRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var id = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        return new Wire.ReadDatasetEntryResponse { Dataset = (await ReadAsync(id, cancellationToken).ConfigureAwait(false)).ToDataset() };
    }

    /// <summary>Changes all that a dataset says of its blueprints; what the message leaves out is cleared.</summary>
    public async Task<Wire.UpdateDatasetEntryResponse> UpdateAsync(
        Wire.UpdateDatasetEntryRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var id = EntryAddress.IdOf(request.Id, call) ?? throw GrpcException.InvalidArgument("missing required field: 'id'");
        var details = request.DatasetDetails ?? throw GrpcException.InvalidArgument("missing required field: 'dataset_details'");
        if (details.DefaultSegmentTableBlueprintSegment is not null)
        {
            throw new GrpcException(GrpcStatus.Unimplemented, "This server keeps no default blueprint for segment tables.");
        }

        var blueprints = details.BlueprintDataset.ToTuid();
        var blueprint = details.DefaultBlueprintSegment is { HasId: true } segment ? segment.Id
            : details.DefaultBlueprint is { HasId: true } partition ? partition.Id
            : null;
        if (call.Dialect >= Dialect.Newest)
        {
            await RequireBlueprintsAsync(blueprints, blueprint, cancellationToken).ConfigureAwait(false);
        }

        var entry = await catalog.UpdateDatasetAsync(id, blueprints, blueprint, cancellationToken).ConfigureAwait(false);
        return new Wire.UpdateDatasetEntryResponse { Dataset = entry.ToDataset() };
    }

    private async Task RequireBlueprintsAsync(Tuid? blueprints, string? blueprint, CancellationToken cancellationToken)
    {
        if (blueprints is null)
        {
            if (blueprint is not null)
            {
                throw GrpcException.InvalidArgument("A default blueprint needs the dataset of the blueprints.");
            }

            return;
        }

        var found = await catalog.FindEntriesAsync(new EntryFilter(blueprints), cancellationToken).ConfigureAwait(false);
        if (found is not [{ Kind: EntryKind.BlueprintDataset }])
        {
            throw GrpcException.InvalidArgument($"The entry {blueprints} is not a dataset of blueprints.");
        }
    }

    private async Task<EntryDetails> ReadAsync(Tuid id, CancellationToken cancellationToken)
    {
        var entry = await catalog.ReadEntryAsync(id, cancellationToken).ConfigureAwait(false);
        return entry.Kind is EntryKind.Dataset or EntryKind.BlueprintDataset ? entry : throw GrpcException.NotFound($"Entry id '{id}' is not a dataset");
    }
}
