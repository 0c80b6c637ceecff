using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column whose natural type is a value type.</summary>
/// <typeparam name="T">The natural type.</typeparam>
internal abstract class ScalarReader<T>(Field field) : ValueReader(field)
    where T : struct
{
    // Protected and not a property: a call less on the way of every cell.
    private protected Validity _validity;

    public override Type FieldType => typeof(T);

    /// <summary>The value of a cell; the caller has asked for null.</summary>
    public abstract T Read(int row);

    public sealed override bool IsNull(int row) => _validity.IsNull(row);

    public override object GetValue(int row) => Read(row);

    public override Type ArrayType(bool nullable) => nullable ? typeof(T?[]) : typeof(T[]);

    public override Array ReadArray(int start, int count, bool nullable)
    {
        if (nullable || HasNull(start, count))
        {
            var values = new T?[count];
            for (var i = 0; i < count; i++)
            {
                values[i] = IsNull(start + i) ? null : Read(start + i);
            }

            return values;
        }
        else
        {
            var values = new T[count];
            Copy(start, values);
            return values;
        }
    }

    /// <summary>Whether one of so many cells is null.</summary>
    public bool HasNull(int start, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (_validity.IsNull(start + i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Copies cells of which none is null.</summary>
    public virtual void Copy(int start, Span<T> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = Read(start + i);
        }
    }
}
