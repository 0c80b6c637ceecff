using Rerun.Catalog;
using Rerun.Catalog.Tables;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Messages;

/// <summary>Entries in messages. Both generations of a field are written, so that clients of every release find theirs.</summary>
internal static class WireEntries
{
    // Official clients compare the type's URL as text: no host, a slash before the name.
    private const string TypePrefix = "";

    public static Wire.EntryDetails ToWire(this EntryDetails entry) => new()
    {
        Id = entry.Id.ToEntryId(),
        Name = entry.Name,
        EntryKind = (Wire.EntryKind)(int)entry.Kind,
        CreatedAt = WireIds.ToTimestamp(entry.CreatedAtNanoseconds),
        UpdatedAt = WireIds.ToTimestamp(entry.UpdatedAtNanoseconds),
    };

    public static Wire.DatasetEntry ToDataset(this EntryDetails entry)
    {
        var details = new Wire.DatasetDetails();
        if (entry.BlueprintDatasetId is { } blueprints)
        {
            details.BlueprintDataset = blueprints.ToEntryId();
        }

        if (entry.DefaultBlueprintPartitionId is { } blueprint)
        {
            details.DefaultBlueprint = new Wire.PartitionId { Id = blueprint };
            details.DefaultBlueprintSegment = new Wire.SegmentId { Id = blueprint };
        }

        var isBlueprint = entry.Kind == EntryKind.BlueprintDataset;
        return new Wire.DatasetEntry
        {
            Details = entry.ToWire(),
            DatasetHandle = new Wire.DatasetHandle
            {
                EntryId = entry.Id.ToEntryId(),
                DatasetUrl = StorageUrl(entry),
                StoreKind = isBlueprint ? Wire.StoreKind.Blueprint : Wire.StoreKind.Recording,
                DatasetKind = isBlueprint ? Wire.DatasetKind.Blueprint : Wire.DatasetKind.Recording,
            },
            DatasetDetails = details,
        };
    }

    public static Wire.TableEntry ToTable(this EntryDetails entry) => new()
    {
        Details = entry.ToWire(),
        ProviderDetails = entry.Name == EntryTable.Name
            ? Google.Protobuf.WellKnownTypes.Any.Pack(new Wire.SystemTable { Kind = Wire.SystemTableKind.Entries }, TypePrefix)
            : Google.Protobuf.WellKnownTypes.Any.Pack(new Wire.LanceTable { TableUrl = StorageUrl(entry) }, TypePrefix),
    };

    // Clients need a URL that parses, even where the catalog does not tell a place.
    private static string StorageUrl(EntryDetails entry) => entry.StorageUrl ?? $"memory:///{entry.Id}";
}
