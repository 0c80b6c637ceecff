using Rerun.Catalog.Remote.Grpc;
using Rerun.Catalog.Remote.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote;

/// <content>Entries.</content>
public sealed partial class RemoteCatalog
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EntryDetails>> GetEntriesAsync(CancellationToken cancellationToken = default) =>
        FindEntriesAsync(new EntryFilter(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EntryDetails>> FindEntriesAsync(EntryFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);

        // No open-source server has views, and those before 0.35 refuse to look for them.
        if (filter.Kind is EntryKind.DatasetView or EntryKind.TableView)
        {
            return [];
        }

        var wanted = new Wire.EntryFilter();
        if (filter.Id is { } id)
        {
            wanted.Id = WireEntries.ToEntryId(id);
        }

        if (filter.Name is { } name)
        {
            wanted.Name = name;
        }

        if (filter.Kind is { } kind)
        {
            wanted.EntryKind = (Wire.EntryKind)(int)kind;
            wanted.EntryKinds.Add(wanted.EntryKind);
        }

        var rpc = Rpcs.FindEntries;
        try
        {
            var answer = await _channel.CallAsync(rpc, new Wire.FindEntriesRequest { Filter = wanted }, null, cancellationToken).ConfigureAwait(false);
            var found = Read(rpc, () => answer.Entries.Select(WireEntries.Read).ToList());
            return [.. found.Where(filter.Includes).OrderBy(entry => entry.CreatedAtNanoseconds).ThenBy(entry => entry.Id)];
        }
        catch (RerunNotFoundException)
        {
            // Servers before 0.35 say so when a kind is given.
            return [];
        }
        catch (RerunException fault) when (fault.Status == RpcStatus.InvalidArgument && filter.Name is not null)
        {
            // Servers from 0.31 on refuse names that no entry can have.
            return [];
        }
    }

    /// <inheritdoc/>
    public async ValueTask<EntryDetails> ReadEntryAsync(Tuid entry, CancellationToken cancellationToken = default)
    {
        var found = (await FindEntriesAsync(new EntryFilter(entry), cancellationToken).ConfigureAwait(false)).FirstOrDefault()
            ?? throw new RerunNotFoundException($"There is no entry with the id {entry} in {Location}.") { Rpc = Rpcs.FindEntries.Name, Server = _channel.Server };
        if (found.Kind == EntryKind.Table)
        {
            var request = new Wire.ReadTableEntryRequest { Id = WireEntries.ToEntryId(entry) };
            var table = await _channel.CallAsync(Rpcs.ReadTableEntry, request, entry, cancellationToken).ConfigureAwait(false);
            return Read(Rpcs.ReadTableEntry, () => WireEntries.Read(table.Table));
        }

        return WireEntries.Read(await ReadDatasetAsync(entry, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask<EntryDetails> CreateDatasetAsync(string name, Tuid? id = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var request = new Wire.CreateDatasetEntryRequest { Name = name };
        if (id is { } wanted)
        {
            request.Id = WireEntries.ToEntryId(wanted);
        }

        var rpc = Rpcs.CreateDatasetEntry;
        var answer = await _channel.CallAsync(rpc, request, null, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => WireEntries.Read(answer.Dataset));
    }

    /// <inheritdoc/>
    public async ValueTask<EntryDetails> UpdateDatasetAsync(
        Tuid dataset, Tuid? blueprintDataset, string? defaultBlueprintPartition, CancellationToken cancellationToken = default)
    {
        // The call replaces all details, so those that this library does not know are sent back as they came.
        var details = (await ReadDatasetAsync(dataset, cancellationToken).ConfigureAwait(false)).DatasetDetails ?? new Wire.DatasetDetails();
        details.BlueprintDataset = blueprintDataset is { } blueprints ? WireEntries.ToEntryId(blueprints) : null;
        details.DefaultBlueprint = defaultBlueprintPartition is null ? null : new Wire.PartitionId { Id = defaultBlueprintPartition };
        details.DefaultBlueprintSegment = defaultBlueprintPartition is null ? null : new Wire.SegmentId { Id = defaultBlueprintPartition };
        var rpc = Rpcs.UpdateDatasetEntry;
        var request = new Wire.UpdateDatasetEntryRequest { Id = WireEntries.ToEntryId(dataset), DatasetDetails = details };
        var answer = await _channel.CallAsync(rpc, request, dataset, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => WireEntries.Read(answer.Dataset));
    }

    /// <inheritdoc/>
    public async ValueTask<EntryDetails> RenameEntryAsync(Tuid entry, string? name, CancellationToken cancellationToken = default)
    {
        var update = new Wire.EntryDetailsUpdate();
        if (name is not null)
        {
            update.Name = name;
        }

        var rpc = Rpcs.UpdateEntry;
        var request = new Wire.UpdateEntryRequest { Id = WireEntries.ToEntryId(entry), EntryDetailsUpdate = update };
        var answer = await _channel.CallAsync(rpc, request, entry, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => WireEntries.Read(answer.EntryDetails));
    }

    /// <inheritdoc/>
    public async ValueTask DeleteEntryAsync(Tuid entry, CancellationToken cancellationToken = default) =>
        await _channel.CallAsync(Rpcs.DeleteEntry, new Wire.DeleteEntryRequest { Id = WireEntries.ToEntryId(entry) }, entry, cancellationToken)
            .ConfigureAwait(false);

    private async ValueTask<Wire.DatasetEntry> ReadDatasetAsync(Tuid dataset, CancellationToken cancellationToken)
    {
        var answer = await _channel.CallAsync(Rpcs.ReadDatasetEntry, new Wire.ReadDatasetEntryRequest(), dataset, cancellationToken).ConfigureAwait(false);
        return Read(Rpcs.ReadDatasetEntry, () => answer.Dataset ?? throw new AnswerFormatException("the answer holds no dataset, expected one"));
    }
}
