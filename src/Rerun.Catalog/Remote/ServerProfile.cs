using Rerun.Catalog.Remote.Grpc;
using Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote;

/// <summary>What was found out of a server when the connection was made. Nothing is concluded from version numbers: hosted servers have their own.</summary>
/// <param name="Dialect">Its words.</param>
/// <param name="Version">Its version as text.</param>
internal sealed record ServerProfile(ServerDialect Dialect, string Version)
{
    /// <summary>Asks a server.</summary>
    /// <exception cref="RerunException">It cannot be reached, is no catalog server, or refuses the credentials.</exception>
    public static async ValueTask<ServerProfile> AskAsync(GrpcChannel channel, CancellationToken cancellationToken)
    {
        await VerifyAsync(channel, cancellationToken).ConfigureAwait(false);
        var version = ReadVersionAsync(channel, cancellationToken).AsTask();
        var dialect = ReadDialectAsync(channel, cancellationToken).AsTask();
        await Task.WhenAll(version, dialect).ConfigureAwait(false);
        return new ServerProfile(await dialect.ConfigureAwait(false), await version.ConfigureAwait(false));
    }

    private static async ValueTask VerifyAsync(GrpcChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            await channel.CallAsync(Rpcs.WhoAmI, new WhoAmIRequest(), null, cancellationToken).ConfigureAwait(false);
        }
        catch (RerunException fault) when (fault.Status == RpcStatus.Unimplemented)
        {
            await channel.CallAsync(Rpcs.FindEntries, new FindEntriesRequest { Filter = new() }, null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Servers before 0.28 do not have the call; the others miss the header that names the dataset.</summary>
    private static async ValueTask<ServerDialect> ReadDialectAsync(GrpcChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            await channel.CallAsync(Rpcs.GetSegmentTableSchema, new GetSegmentTableSchemaRequest(), null, cancellationToken).ConfigureAwait(false);
            return ServerDialect.Segment;
        }
        catch (RerunException fault) when (fault.Status == RpcStatus.Unimplemented)
        {
            return ServerDialect.Partition;
        }
        catch (RerunException fault) when (fault.Status is RpcStatus.InvalidArgument or RpcStatus.NotFound)
        {
            return ServerDialect.Segment;
        }
    }

    private static async ValueTask<string> ReadVersionAsync(GrpcChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await channel.CallAsync(Rpcs.Version, new VersionRequest(), null, cancellationToken).ConfigureAwait(false);
            if (answer.BuildInfo?.Version is { } version)
            {
                return $"{version.Major}.{version.Minor}.{version.Patch}";
            }
        }
        catch (RerunException fault) when (fault.Status is not null)
        {
            // A server that does not tell is no worse for it.
        }

        return channel.Server?.Split('/')[^1] ?? "";
    }
}
