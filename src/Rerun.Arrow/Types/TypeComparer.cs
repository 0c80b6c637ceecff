using System.Runtime.CompilerServices;

namespace Rerun.Arrow.Types;

/// <summary>Compares types deeply, by content.</summary>
public sealed class TypeComparer : IEqualityComparer<IArrowType>
{
    /// <summary>Names, nullability and metadata of all children count.</summary>
    public static readonly TypeComparer Exact = new(true, true, true);

    /// <summary>Names and nullability of children count; metadata does not.</summary>
    public static readonly TypeComparer IgnoringMetadata = new(true, true, false);

    /// <summary>What the values look like: names count only in structs and unions; nullability, metadata, and the names of list items, map entries and run ends do not.</summary>
    public static readonly TypeComparer Layout = new(false, false, false);

    private readonly bool _childNames;
    private readonly bool _nullability;
    private readonly bool _metadata;

    private TypeComparer(bool childNames, bool nullability, bool metadata)
    {
        _childNames = childNames;
        _nullability = nullability;
        _metadata = metadata;
    }

    /// <summary>Whether two types are the same.</summary>
    public bool Equals(IArrowType? x, IArrowType? y)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }

        if (x is null || y is null || x.TypeId != y.TypeId)
        {
            return false;
        }

        return (x, y) switch
        {
            (TimestampType a, TimestampType b) => a.Unit == b.Unit && a.Timezone == b.Timezone,
            (TimeBasedType a, TimeBasedType b) => a.Unit == b.Unit,
            (IntervalType a, IntervalType b) => a.Unit == b.Unit,
            (DecimalType a, DecimalType b) => a.Precision == b.Precision && a.Scale == b.Scale,
            (FixedSizeBinaryType a, FixedSizeBinaryType b) => a.ByteWidth == b.ByteWidth,
            (DictionaryType a, DictionaryType b) => a.Ordered == b.Ordered && Equals(a.IndexType, b.IndexType) && Equals(a.ValueType, b.ValueType),
            (FixedSizeListType a, FixedSizeListType b) => a.ListSize == b.ListSize && ChildrenEqual(a, b, false),
            (MapType a, MapType b) => a.KeySorted == b.KeySorted && (_childNames ? ChildrenEqual(a, b, true) : ChildrenEqual(a.KeyValueType, b.KeyValueType, false)),
            (UnionType a, UnionType b) => a.Mode == b.Mode && a.TypeIds.SequenceEqual(b.TypeIds) && ChildrenEqual(a, b, true),
            (StructType a, StructType b) => ChildrenEqual(a, b, true),
            (NestedType a, NestedType b) => ChildrenEqual(a, b, false),
            _ => true,
        };
    }

    /// <summary>Whether two fields are the same under this comparison, their own names included.</summary>
    public bool Equals(Field? x, Field? y) => ReferenceEquals(x, y) || (x is not null && y is not null && FieldEquals(x, y, true));

    /// <summary>Whether two schemas have the same fields in the same order, and the same metadata if it counts.</summary>
    public bool Equals(Schema? x, Schema? y)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }

        if (x is null || y is null || x.FieldsList.Count != y.FieldsList.Count || (_metadata && !MetadataEqual(x.Metadata, y.Metadata)))
        {
            return false;
        }

        for (var i = 0; i < x.FieldsList.Count; i++)
        {
            if (!FieldEquals(x.FieldsList[i], y.FieldsList[i], true))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public int GetHashCode(IArrowType obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return obj switch
        {
            TimeBasedType type => HashCode.Combine(type.TypeId, type.Unit),
            FixedSizeBinaryType type => HashCode.Combine(type.TypeId, type.ByteWidth),
            DictionaryType type => HashCode.Combine(type.TypeId, GetHashCode(type.ValueType)),
            NestedType { Fields.Count: > 0 } type => HashCode.Combine(type.TypeId, type.Fields.Count, GetHashCode(type.Fields[0].DataType)),
            _ => (int)obj.TypeId,
        };
    }

    internal static bool MetadataEqual(IReadOnlyDictionary<string, string> x, IReadOnlyDictionary<string, string> y)
    {
        if (x.Count != y.Count)
        {
            return false;
        }

        foreach (var (key, value) in x)
        {
            if (!y.TryGetValue(key, out var other) || value != other)
            {
                return false;
            }
        }

        return true;
    }

    private bool ChildrenEqual(NestedType x, NestedType y, bool names)
    {
        // A deeply nested type must not overflow the stack of whoever compares it.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (x.Fields.Count != y.Fields.Count)
        {
            return false;
        }

        for (var i = 0; i < x.Fields.Count; i++)
        {
            if (!FieldEquals(x.Fields[i], y.Fields[i], names || _childNames))
            {
                return false;
            }
        }

        return true;
    }

    private bool FieldEquals(Field x, Field y, bool names) =>
        ReferenceEquals(x, y)
        || ((!names || x.Name == y.Name)
            && (!_nullability || x.IsNullable == y.IsNullable)
            && (!_metadata || MetadataEqual(x.Metadata, y.Metadata))
            && Equals(x.DataType, y.DataType));
}
