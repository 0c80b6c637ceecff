namespace Rerun.Catalog;

/// <content>The members that register recordings, and put in order what is stored of them.</content>
public sealed partial class DatasetEntry
{
    private const string DefaultLayer = "base";

    private static readonly TimeSpan DefaultRegistrationTime = TimeSpan.FromSeconds(60);

    /// <summary>Registers a recording, and waits until it can be queried. Mirrors <c>DatasetEntry.register</c>.</summary>
    /// <param name="recordingUrl">The recording's URL; an embedded catalog takes a plain path too.</param>
    /// <param name="layer">The layer to register it in.</param>
    /// <param name="timeout">How long to wait; null is a minute, as in the official client.</param>
    /// <param name="cancellationToken">Cancels the call; work that has begun at a server goes on.</param>
    /// <returns>The id of the partition; of several in one file, the last in ordinal order.</returns>
    /// <exception cref="TimeoutException">The work has not ended in time; it goes on.</exception>
    /// <exception cref="RerunNotFoundException">The file or the dataset does not exist.</exception>
    /// <exception cref="RerunAlreadyExistsException">The partition has the layer already.</exception>
    /// <exception cref="RerunException">The recording cannot be read, or holds nothing for this dataset; or the catalog is read-only.</exception>
    public async ValueTask<string> RegisterAsync(
        string recordingUrl, string layer = DefaultLayer, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recordingUrl);
        ArgumentNullException.ThrowIfNull(layer);
        var tasks = await StartAsync([new RecordingSource(recordingUrl, layer)], IfDuplicate.Error, cancellationToken).ConfigureAwait(false);
        if (tasks.Results.Count == 0)
        {
            var missing = Kind == EntryKind.BlueprintDataset ? "blueprint" : "recording";
            throw new RerunException($"'{recordingUrl}' holds no {missing} for the dataset '{Name}'.", RerunErrorCode.InvalidArgument);
        }

        if (tasks.Count > 0)
        {
            await tasks.WaitAllAsync(timeout ?? DefaultRegistrationTime, cancellationToken).ConfigureAwait(false);
        }

        return tasks.Results[^1].PartitionId;
    }

    /// <inheritdoc cref="RegisterAsync"/>
    public string Register(string recordingUrl, string layer = DefaultLayer, TimeSpan? timeout = null) =>
        Blocking.Wait(() => RegisterAsync(recordingUrl, layer, timeout));

    /// <summary>Registers recordings together, without waiting for the end of the work. Mirrors <c>DatasetEntry.register_batch</c>.</summary>
    /// <param name="recordingUrls">The URLs of the recordings; an embedded catalog takes plain paths too.</param>
    /// <param name="layers">
    /// The layers, one for each recording. Where there are fewer, the last counts for the rest; more are ignored. Null or none is the layer <c>base</c>.
    /// </param>
    /// <param name="ifDuplicate">What happens to layers that exist already.</param>
    /// <param name="cancellationToken">Cancels the call; work that has begun at a server goes on.</param>
    /// <returns>The work, to wait for; without tasks where the files hold nothing for this dataset.</returns>
    /// <exception cref="RerunNotFoundException">A file or the dataset does not exist.</exception>
    /// <exception cref="RerunAlreadyExistsException">A layer exists already, and that is an error.</exception>
    /// <exception cref="RerunException">A recording cannot be read, or the catalog is read-only.</exception>
    public ValueTask<RegistrationTasks> RegisterBatchAsync(
        IReadOnlyList<string> recordingUrls,
        IReadOnlyList<string>? layers = null,
        IfDuplicate ifDuplicate = IfDuplicate.Error,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recordingUrls);
        IReadOnlyList<string> names = layers is { Count: > 0 } ? layers : [DefaultLayer];
        return StartAsync(
            [.. recordingUrls.Select((url, i) => new RecordingSource(url, names[Math.Min(i, names.Count - 1)]))], ifDuplicate, cancellationToken);
    }

    /// <inheritdoc cref="RegisterBatchAsync"/>
    public RegistrationTasks RegisterBatch(
        IReadOnlyList<string> recordingUrls, IReadOnlyList<string>? layers = null, IfDuplicate ifDuplicate = IfDuplicate.Error) =>
        Blocking.Wait(() => RegisterBatchAsync(recordingUrls, layers, ifDuplicate));

    /// <summary>
    /// Registers every recording (<c>.rrd</c>) in a folder and below, without waiting for the end of the work. Mirrors <c>DatasetEntry.register_prefix</c>.
    /// </summary>
    /// <param name="prefix">The folder's URL; an embedded catalog takes a plain path too.</param>
    /// <param name="layer">The layer to register the recordings in; null is <c>base</c>.</param>
    /// <param name="ifDuplicate">What happens to layers that exist already.</param>
    /// <param name="cancellationToken">Cancels the call; work that has begun at a server goes on.</param>
    /// <returns>The work, to wait for.</returns>
    /// <exception cref="RerunNotFoundException">The dataset does not exist.</exception>
    /// <exception cref="RerunAlreadyExistsException">A layer exists already, and that is an error.</exception>
    /// <exception cref="RerunException">The folder does not exist, a recording cannot be read, or the catalog is read-only.</exception>
    public ValueTask<RegistrationTasks> RegisterPrefixAsync(
        string prefix, string? layer = null, IfDuplicate ifDuplicate = IfDuplicate.Error, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return StartAsync([new RecordingSource(prefix, layer ?? DefaultLayer, IsPrefix: true)], ifDuplicate, cancellationToken);
    }

    /// <inheritdoc cref="RegisterPrefixAsync"/>
    public RegistrationTasks RegisterPrefix(string prefix, string? layer = null, IfDuplicate ifDuplicate = IfDuplicate.Error) =>
        Blocking.Wait(() => RegisterPrefixAsync(prefix, layer, ifDuplicate));

    /// <summary>Puts the dataset's storage and indexes in order. Mirrors <c>DatasetEntry.do_maintenance</c>.</summary>
    /// <param name="options">What to do; null is nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was done, as text; the official client does not tell.</returns>
    /// <exception cref="RerunNotFoundException">The dataset was deleted.</exception>
    /// <exception cref="RerunException">The catalog is read-only, or offers no maintenance, as the official open-source servers do not.</exception>
    public ValueTask<string> DoMaintenanceAsync(MaintenanceOptions? options = null, CancellationToken cancellationToken = default) =>
        Catalog.Catalog.DoMaintenanceAsync(Id, options ?? new MaintenanceOptions(), cancellationToken);

    /// <inheritdoc cref="DoMaintenanceAsync"/>
    public string DoMaintenance(MaintenanceOptions? options = null) => Blocking.Wait(() => DoMaintenanceAsync(options));

    private async ValueTask<RegistrationTasks> StartAsync(RecordingSource[] sources, IfDuplicate ifDuplicate, CancellationToken cancellationToken) =>
        new(Catalog.Catalog, await Catalog.Catalog.RegisterAsync(Id, sources, ifDuplicate, cancellationToken).ConfigureAwait(false));
}
