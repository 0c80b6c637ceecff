using Rerun.Server.Hosting;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Grpc;

/// <summary>The standard health check of gRPC: whether the server, or a service of it, serves.</summary>
internal sealed class HealthRpc(ServerHealth health) : IRpc
{
    public const string Name = "Check";
    private const string CatalogService = "rerun.cloud.v1alpha1.RerunCloudService";

    public async Task InvokeAsync(RpcCall call, CancellationToken cancellationToken)
    {
        var request = await call.ReadAsync(Wire.HealthCheckRequest.Parser, cancellationToken).ConfigureAwait(false);
        if (request.Service is not ("" or CatalogService))
        {
            throw GrpcException.NotFound($"There is no service '{request.Service}' here.");
        }

        var status = health.IsServing ? Wire.ServingStatus.Serving : Wire.ServingStatus.NotServing;
        await call.WriteAsync(new Wire.HealthCheckResponse { Status = status }, cancellationToken).ConfigureAwait(false);
    }
}
