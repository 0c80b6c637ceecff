namespace Rerun.Arrow;

public sealed partial class Schema
{
    /// <summary>Puts a schema together step by step.</summary>
    public sealed class Builder
    {
        private readonly List<Field> _fields = [];
        private readonly MetadataDictionary _metadata = new();

        /// <summary>Adds a field.</summary>
        public Builder Field(Field field)
        {
            ArgumentNullException.ThrowIfNull(field);
            _fields.Add(field);
            return this;
        }

        /// <summary>Adds the field that a function builds.</summary>
        public Builder Field(Action<Field.Builder> fieldBuilderCallback)
        {
            ArgumentNullException.ThrowIfNull(fieldBuilderCallback);
            var builder = new Field.Builder();
            fieldBuilderCallback(builder);
            _fields.Add(builder.Build());
            return this;
        }

        /// <summary>Adds or replaces one entry of the metadata.</summary>
        public Builder Metadata(string key, string value)
        {
            _metadata.Set(key, value);
            return this;
        }

        /// <summary>Adds or replaces entries of the metadata.</summary>
        public Builder Metadata(IEnumerable<KeyValuePair<string, string>> dictionary)
        {
            ArgumentNullException.ThrowIfNull(dictionary);
            foreach (var (key, value) in dictionary)
            {
                _metadata.Set(key, value);
            }

            return this;
        }

        /// <summary>The schema.</summary>
        public Schema Build() => new(_fields, _metadata.ToArray());
    }
}
