using Rerun.Arrow.Types;

namespace Rerun.Arrow;

public sealed partial class Field
{
    /// <summary>Puts a field together step by step.</summary>
    public sealed class Builder
    {
        private readonly MetadataDictionary _metadata = new();
        private string _name = "";
        private IArrowType _type = NullType.Default;
        private bool _nullable = true;

        /// <summary>Sets the name; "" if never set.</summary>
        public Builder Name(string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            _name = value;
            return this;
        }

        /// <summary>Sets the type; null type if never set.</summary>
        public Builder DataType(IArrowType type)
        {
            ArgumentNullException.ThrowIfNull(type);
            _type = type;
            return this;
        }

        /// <summary>Sets whether values may be null; true if never set.</summary>
        public Builder Nullable(bool value)
        {
            _nullable = value;
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

        /// <summary>The field.</summary>
        public Field Build() => new(_name, _type, _nullable, _metadata.ToArray());
    }
}
