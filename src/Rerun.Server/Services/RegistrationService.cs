using Rerun.Catalog;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;
using Rerun.Server.Hosting;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>Registers recordings with datasets.</summary>
internal sealed class RegistrationService(ICatalog catalog, AllowedRoots roots, FailedTasks failures)
{
    public async Task<Wire.RegisterWithDatasetResponse> RegisterAsync(
        Wire.RegisterWithDatasetRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var sources = SourcesOf(request, call.Dialect);
        var ifDuplicate = IfDuplicateOf(request.OnDuplicate);

        // A dataset and a file that are missing are different errors to older clients.
        _ = await catalog.ReadEntryAsync(dataset, cancellationToken).ConfigureAwait(false);
        var registered = await RegisterAsync(dataset, sources, ifDuplicate, call.Dialect, cancellationToken).ConfigureAwait(false);
        if (registered.Count == 0 && call.Dialect >= Dialect.Segments && sources.All(source => source.IsPrefix))
        {
            throw GrpcException.InvalidArgument($"no rrd files found in {string.Join(", ", sources.Select(source => source.Url))}");
        }

        return new Wire.RegisterWithDatasetResponse { Data = RegistrationTable.Of(registered, call.Dialect).ToPart() };
    }

    private static IfDuplicate IfDuplicateOf(Wire.IfDuplicateBehavior behavior) => behavior switch
    {
        Wire.IfDuplicateBehavior.Overwrite => IfDuplicate.Overwrite,
        Wire.IfDuplicateBehavior.Unspecified or Wire.IfDuplicateBehavior.Skip => IfDuplicate.Skip,
        Wire.IfDuplicateBehavior.Error => IfDuplicate.Error,
        _ => throw GrpcException.InvalidArgument($"invalid value for 'on_duplicate': {(int)behavior}"),
    };

    private List<RecordingSource> SourcesOf(Wire.RegisterWithDatasetRequest request, Dialect dialect)
    {
        if (request.DataSources.Count == 0 && dialect >= Dialect.Segments)
        {
            throw GrpcException.InvalidArgument("no data sources to register");
        }

        var sources = new List<RecordingSource>();
        foreach (var source in request.DataSources)
        {
            if (!source.HasStorageUrl)
            {
                throw GrpcException.InvalidArgument("missing required field: 'storage_url'");
            }

            if (source.Typ != Wire.DataSourceKind.Rrd)
            {
                throw GrpcException.InvalidArgument($"invalid value for 'typ': {(int)source.Typ}, expected {(int)Wire.DataSourceKind.Rrd}");
            }

            if (!Uri.TryCreate(source.StorageUrl, UriKind.Absolute, out _) || !source.StorageUrl.Contains(':', StringComparison.Ordinal))
            {
                throw GrpcException.InvalidArgument($"invalid value for 'storage_url': '{source.StorageUrl}' is not a URL");
            }

            if (Passes(source, dialect))
            {
                sources.Add(new RecordingSource(source.StorageUrl, source.HasLayer ? source.Layer : RecordingSource.DefaultLayer, source.Prefix));
            }
        }

        return sources;
    }

    /// <summary>Whether a source is registered. Servers of 0.27 pass over places that are not files, without a word.</summary>
    private bool Passes(Wire.DataSource source, Dialect dialect)
    {
        if (source.Prefix)
        {
            roots.RequireTree(source.StorageUrl);
            return true;
        }

        if (AllowedRoots.IsLocalFile(source.StorageUrl))
        {
            roots.Require(source.StorageUrl);
            return true;
        }

        return dialect < Dialect.Segments ? false : throw GrpcException.NotFound($"'{source.StorageUrl}' is not the URL of a file of the server's machine.");
    }

    private async Task<IReadOnlyList<RegisteredRecording>> RegisterAsync(
        Tuid dataset, IReadOnlyList<RecordingSource> sources, IfDuplicate ifDuplicate, Dialect dialect, CancellationToken cancellationToken)
    {
        try
        {
            return sources.Count == 0 ? [] : await catalog.RegisterAsync(dataset, sources, ifDuplicate, cancellationToken).ConfigureAwait(false);
        }
        catch (RerunNotFoundException exception) when (dialect == Dialect.Partitions)
        {
            throw new GrpcException(GrpcStatus.Internal, exception.Message);
        }
        catch (RerunException exception) when (IsUnreadable(exception) && dialect >= Dialect.Newest)
        {
            throw GrpcException.InvalidArgument(exception.Message);
        }
        catch (RerunAlreadyExistsException exception) when (dialect >= Dialect.Newest)
        {
            return sources.Count == 1
                ? [Failure(sources[0], exception)]
                : await RegisterEachAsync(dataset, sources, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsUnreadable(RerunException exception) =>
        exception.ErrorKind is RerunErrorCode.CorruptData or RerunErrorCode.UnsupportedVersion;

    /// <summary>To newer clients a duplicate is a task that failed, and does not keep the others from being registered.</summary>
    private async Task<IReadOnlyList<RegisteredRecording>> RegisterEachAsync(
        Tuid dataset, IReadOnlyList<RecordingSource> sources, CancellationToken cancellationToken)
    {
        var registered = new List<RegisteredRecording>();
        foreach (var source in sources)
        {
            try
            {
                registered.AddRange(await catalog.RegisterAsync(dataset, [source], IfDuplicate.Error, cancellationToken).ConfigureAwait(false));
            }
            catch (RerunAlreadyExistsException exception)
            {
                registered.Add(Failure(source, exception));
            }
        }

        return registered;
    }

    private RegisteredRecording Failure(RecordingSource source, RerunAlreadyExistsException exception) =>
        new("", source.Layer, source.Url, failures.Add(exception.Message));
}
