using Google.Protobuf.WellKnownTypes;
using Rerun.Catalog.Remote.Grpc;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote.Messages;

/// <summary>Ids, times and entries in messages.</summary>
internal static class WireEntries
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static Wire.EntryId ToEntryId(Tuid id) => new() { Id = new Wire.Tuid { TimeNs = id.TimeNanoseconds, Inc = id.Counter } };

    /// <summary>An instant as the wire has it.</summary>
    public static Timestamp ToTimestamp(long nanoseconds)
    {
        var seconds = Math.DivRem(nanoseconds, NanosecondsPerSecond, out var rest);
        return rest < 0 ? new() { Seconds = seconds - 1, Nanos = (int)(rest + NanosecondsPerSecond) } : new() { Seconds = seconds, Nanos = (int)rest };
    }

    /// <exception cref="AnswerFormatException">The entry lacks its id or name.</exception>
    public static EntryDetails Read(Wire.EntryDetails? entry)
    {
        if (entry is not { HasName: true } || ReadId(entry.Id) is not { } id)
        {
            throw new AnswerFormatException("an entry lacks its id or name");
        }

        return new EntryDetails
        {
            Id = id,
            Name = entry.Name,
            Kind = (EntryKind)(int)entry.EntryKind,
            CreatedAtNanoseconds = Nanoseconds(entry.CreatedAt),
            UpdatedAtNanoseconds = Nanoseconds(entry.UpdatedAt),
        };
    }

    /// <exception cref="AnswerFormatException">There is no entry, or it lacks its id or name.</exception>
    public static EntryDetails Read(Wire.DatasetEntry? dataset)
    {
        var details = dataset?.DatasetDetails;
        return Read(dataset?.Details) with
        {
            StorageUrl = dataset?.DatasetHandle is { HasDatasetUrl: true } handle ? handle.DatasetUrl : null,
            BlueprintDatasetId = ReadId(details?.BlueprintDataset),
            DefaultBlueprintPartitionId = details?.DefaultBlueprintSegment is { HasId: true } segment ? segment.Id
                : details?.DefaultBlueprint is { HasId: true } partition ? partition.Id : null,
        };
    }

    /// <exception cref="AnswerFormatException">There is no entry, or it lacks its id or name.</exception>
    public static EntryDetails Read(Wire.TableEntry? table) => Read(table?.Details) with { StorageUrl = ReadUrl(table?.ProviderDetails) };

    /// <summary>Where a table is stored, as the details of its provider.</summary>
    public static Any ToProvider(string url) => Any.Pack(new Wire.LanceTable { TableUrl = url }, "");

    private static string? ReadUrl(Any? provider) =>
        provider is not null && Any.GetTypeName(provider.TypeUrl) == Wire.LanceTable.Descriptor.FullName
            ? Wire.LanceTable.Parser.ParseFrom(provider.Value).TableUrl
            : null;

    private static Tuid? ReadId(Wire.EntryId? id) => id?.Id is { HasTimeNs: true, HasInc: true } tuid ? new Tuid(tuid.TimeNs, tuid.Inc) : null;

    private static long Nanoseconds(Timestamp? time) => time is null ? 0 : unchecked((time.Seconds * NanosecondsPerSecond) + time.Nanos);
}
