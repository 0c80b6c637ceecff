namespace Rerun.Arrow;

public sealed partial class RecordBatch
{
    /// <summary>Puts a batch together column by column.</summary>
    public sealed class Builder
    {
        private readonly List<Field> _fields = [];
        private readonly List<IArrowArray> _arrays = [];

        /// <summary>Adds a column.</summary>
        public Builder Append(string name, bool nullable, IArrowArray array)
        {
            ArgumentNullException.ThrowIfNull(array);
            _fields.Add(new Field(name, array.Data.DataType, nullable));
            _arrays.Add(array);
            return this;
        }

        /// <summary>Adds a column under a given field.</summary>
        public Builder Append(Field field, IArrowArray array)
        {
            ArgumentNullException.ThrowIfNull(field);
            ArgumentNullException.ThrowIfNull(array);
            _fields.Add(field);
            _arrays.Add(array);
            return this;
        }

        /// <summary>The batch.</summary>
        /// <exception cref="ArgumentException">The columns are not equally long.</exception>
        public RecordBatch Build() => new(new Schema(_fields), _arrays, _arrays.Count == 0 ? 0 : _arrays[0].Length);
    }
}
