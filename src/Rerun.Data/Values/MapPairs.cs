using System.Runtime.CompilerServices;

namespace Rerun.Data.Values;

/// <summary>Makes the pairs of maps, of the types that key and value have.</summary>
internal abstract class MapPairs
{
    /// <summary>The type of an array of such pairs.</summary>
    public abstract Type ArrayType { get; }

    public static MapPairs Of(ValueReader key, ValueReader value)
    {
        // A program that was compiled ahead of time has no code for pairs of value types that it does not name.
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return key.FieldType != typeof(string) ? new Typed<object, object?>()
                : value.FieldType == typeof(string) ? new Typed<string, string?>()
                : new Typed<string, object?>();
        }

        var valueType = value.Field.IsNullable && value.FieldType.IsValueType ? typeof(Nullable<>).MakeGenericType(value.FieldType) : value.FieldType;
        return (MapPairs)Activator.CreateInstance(typeof(Typed<,>).MakeGenericType(key.FieldType, valueType))!;
    }

    public abstract Array Read(StructReader entries, int start, int count);

    private sealed class Typed<TKey, TValue> : MapPairs
    {
        public override Type ArrayType => typeof(KeyValuePair<TKey, TValue>[]);

        public override Array Read(StructReader entries, int start, int count)
        {
            var (keys, values) = (entries.Children[0], entries.Children[1]);
            var pairs = new KeyValuePair<TKey, TValue>[count];
            for (var i = 0; i < count; i++)
            {
                var row = start + i;
                pairs[i] = new(Cells.Get<TKey>(keys, row), values.IsNull(row) ? default! : Cells.Get<TValue>(values, row));
            }

            return pairs;
        }
    }
}
