using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Tables;

/// <summary>The table of entries, <c>__entries</c>, with the schema of an official 0.27.3 server.</summary>
public static class EntryTable
{
    /// <summary>The table's name in every catalog.</summary>
    public const string Name = "__entries";

    private const string KindColumn = "entry_kind";

    private static readonly TimestampType Time = new(TimeUnit.Nanosecond);

    /// <summary>
    /// The table's schema, without nulls: <c>id</c> (16 bytes), <c>name</c>, <c>entry_kind</c> (Int32), <c>created_at</c> and <c>updated_at</c>
    /// (timestamps in nanoseconds, UTC).
    /// </summary>
    public static Schema Schema { get; } = new(
    [
        new Field("id", new FixedSizeBinaryType(Tuid.Size), nullable: false),
        new Field("name", StringType.Default, nullable: false),
        new Field(KindColumn, Int32Type.Default, nullable: false),
        new Field("created_at", Time, nullable: false),
        new Field("updated_at", Time, nullable: false),
    ]);

    /// <summary>The table of these entries, a row each, in their order.</summary>
    /// <param name="entries">The entries.</param>
    public static RecordBatch Of(IReadOnlyCollection<EntryDetails> entries)
    {
        var ids = new FixedSizeBinaryArray.Builder(Tuid.Size);
        var names = new StringArray.Builder();
        var kinds = new Int32Array.Builder();
        var created = new TimestampArray.Builder(Time);
        var updated = new TimestampArray.Builder(Time);
        Span<byte> id = stackalloc byte[Tuid.Size];
        foreach (var entry in entries)
        {
            entry.Id.Write(id);
            ids.Append(id);
            names.Append(entry.Name);
            kinds.Append((int)entry.Kind);
            created.Append(entry.CreatedAtNanoseconds);
            updated.Append(entry.UpdatedAtNanoseconds);
        }

        return new RecordBatch(Schema, [ids.Build(), names.Build(), kinds.Build(), created.Build(), updated.Build()], entries.Count);
    }

    /// <summary>The rows of one kind, without the column of the kind.</summary>
    internal static RecordBatch OfKind(RecordBatch table, EntryKind kind)
    {
        var kept = Of([.. Read(table).Where(entry => entry.Kind == kind)]);
        return TableProjection.Apply(kept, [.. Schema.FieldsList.Select(field => field.Name).Where(name => name != KindColumn)], Name);
    }

    private static IEnumerable<EntryDetails> Read(RecordBatch table)
    {
        var ids = (FixedSizeBinaryArray)table.Column("id");
        var names = (StringArray)table.Column("name");
        var created = (TimestampArray)table.Column("created_at");
        var updated = (TimestampArray)table.Column("updated_at");

        // Newer servers give the kind as one byte.
        var kinds = table.Column(KindColumn);
        for (var row = 0; row < table.Length; row++)
        {
            yield return new EntryDetails
            {
                Id = Tuid.Read(ids.GetBytes(row)),
                Name = names.GetString(row) ?? "",
                Kind = (EntryKind)(kinds is UInt8Array bytes ? bytes.Values[row] : ((Int32Array)kinds).Values[row]),
                CreatedAtNanoseconds = created.Values[row],
                UpdatedAtNanoseconds = updated.Values[row],
            };
        }
    }
}
