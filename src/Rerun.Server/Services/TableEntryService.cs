using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Rerun.Catalog;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;
using Rerun.Server.Hosting;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods about tables as entries.</summary>
internal sealed class TableEntryService(ICatalog catalog, AllowedRoots roots)
{
    public async Task<Wire.CreateTableEntryResponse> CreateAsync(
        Wire.CreateTableEntryRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var schema = (request.Schema ?? throw GrpcException.InvalidArgument("missing required field: 'schema'")).ToSchema();
        var url = request.ProviderDetails is null && call.Dialect >= Dialect.Segments ? null : UrlOf(request.ProviderDetails);
        EntryNames.Require(request.Name, call.Dialect);
        var entry = await catalog.CreateTableAsync(request.Name, schema, url, cancellationToken).ConfigureAwait(false);
        return new Wire.CreateTableEntryResponse { Table = entry.ToTable() };
    }

    public async Task<Wire.RegisterTableResponse> RegisterAsync(Wire.RegisterTableRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var url = UrlOf(request.ProviderDetails);
        EntryNames.Require(request.Name, call.Dialect);
        var entry = await catalog.RegisterTableAsync(request.Name, url, cancellationToken).ConfigureAwait(false);
        return new Wire.RegisterTableResponse { TableEntry = entry.ToTable() };
    }

    public async Task<Wire.ReadTableEntryResponse> ReadAsync(Wire.ReadTableEntryRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var id = EntryAddress.IdOf(request.Id, call) ?? throw GrpcException.InvalidArgument("No table entry ID provided");
        var entry = await catalog.ReadEntryAsync(id, cancellationToken).ConfigureAwait(false);
        return entry.Kind == EntryKind.Table
            ? new Wire.ReadTableEntryResponse { Table = entry.ToTable() }
            : throw GrpcException.NotFound($"Entry id '{id}' is not a table");
    }

    /// <summary>Where a table is stored. Its kind of storage is the catalog's matter, whatever name the wire has for it.</summary>
    private string UrlOf(Any? details)
    {
        if (details is null)
        {
            throw GrpcException.InvalidArgument("missing required field: 'provider_details'");
        }

        if (Any.GetTypeName(details.TypeUrl) != Wire.LanceTable.Descriptor.FullName)
        {
            throw GrpcException.InvalidArgument($"Tables of the kind '{details.TypeUrl}' cannot be created or registered.");
        }

        try
        {
            var url = Wire.LanceTable.Parser.ParseFrom(details.Value).TableUrl;
            roots.Require(url);
            return url;
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw GrpcException.InvalidArgument($"The table's details cannot be decoded: {exception.Message}");
        }
    }
}
