using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog;

/// <summary>An index (timeline) of a dataset. Mirrors <c>rerun.catalog.IndexColumnDescriptor</c>.</summary>
/// <param name="IndexName">The timeline's name.</param>
/// <param name="Kind">What its 64-bit values count.</param>
public sealed record IndexColumnDescriptor(string IndexName, IndexKind Kind) : ColumnDescriptor
{
    /// <inheritdoc/>
    public override string Name => IndexName;

    /// <inheritdoc/>
    public override IArrowType StoreType => TypeOf(Kind);

    /// <inheritdoc/>
    public override Field ToField() => new(
        IndexName,
        StoreType,
        true,
        [new(ColumnMetadata.IndexName, IndexName), new(ColumnMetadata.Kind, ColumnMetadata.KindIndex)]);

    /// <summary>The Arrow type of an index: Int64, Duration(ns) or Timestamp(ns) without time zone.</summary>
    /// <param name="kind">What the values count.</param>
    public static IArrowType TypeOf(IndexKind kind) => kind switch
    {
        IndexKind.Sequence => Int64Type.Default,
        IndexKind.Duration => DurationType.Nanosecond,
        _ => Timestamp,
    };

    /// <summary>What an Arrow type counts as an index, or null if it is none of the three types.</summary>
    /// <param name="type">The type.</param>
    public static IndexKind? KindOf(IArrowType type) => type switch
    {
        Int64Type => IndexKind.Sequence,
        DurationType { Unit: TimeUnit.Nanosecond } => IndexKind.Duration,
        TimestampType { Unit: TimeUnit.Nanosecond } => IndexKind.Timestamp,
        _ => null,
    };

    private static readonly TimestampType Timestamp = new(TimeUnit.Nanosecond, null);
}
