using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column whose natural type is a reference type that is known at compile time.</summary>
/// <typeparam name="T">The natural type.</typeparam>
internal abstract class ReferenceReader<T>(Field field) : ValueReader(field)
    where T : class
{
    private protected Validity _validity;

    public sealed override Type FieldType => typeof(T);

    /// <summary>The value of a cell; the caller has asked for null.</summary>
    public abstract T Read(int row);

    public sealed override bool IsNull(int row) => _validity.IsNull(row);

    public sealed override object GetValue(int row) => Read(row);

    public sealed override Type ArrayType(bool nullable) => typeof(T[]);

    public sealed override Array ReadArray(int start, int count, bool nullable)
    {
        var values = new T?[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = IsNull(start + i) ? null : Read(start + i);
        }

        return values;
    }
}
