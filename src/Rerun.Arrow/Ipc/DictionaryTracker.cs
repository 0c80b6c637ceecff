using Rerun.Arrow.Types;

namespace Rerun.Arrow.Ipc;

/// <summary>Knows which dictionaries a stream holds already, and writes what a batch needs beyond them.</summary>
internal sealed class DictionaryTracker
{
    private readonly Dictionary<long, ArrayData> _written = [];
    private readonly Field[] _fields;
    private readonly bool _canReplace;

    /// <param name="schema">The schema; dictionaries in it are numbered depth first, as <see cref="SchemaEncoder"/> does.</param>
    /// <param name="canReplace">Whether a dictionary may take another's place later, as in streams, or only grow, as in files.</param>
    public DictionaryTracker(Schema schema, bool canReplace)
    {
        _fields = [.. schema.FieldsList];
        _canReplace = canReplace;
        HasDictionaries = Array.Exists(_fields, field => Holds(field.DataType));
    }

    /// <summary>Whether there is anything to track.</summary>
    public bool HasDictionaries { get; }

    /// <summary>The dictionaries that must be written before a batch, inner ones first.</summary>
    /// <exception cref="NotSupportedException">A dictionary would take another's place where that is not possible.</exception>
    public List<(long Id, ArrayData Values, bool IsDelta)> NeededBy(RecordBatch batch)
    {
        var needed = new List<(long, ArrayData, bool)>();
        var next = 0L;
        for (var i = 0; i < _fields.Length; i++)
        {
            Collect(_fields[i].DataType, batch.Column(i).Data, ref next, needed);
        }

        return needed;
    }

    private static bool Holds(IArrowType type) => type is DictionaryType || (type is NestedType nested && nested.Fields.Any(field => Holds(field.DataType)));

    private void Collect(IArrowType type, ArrayData data, ref long next, List<(long Id, ArrayData Values, bool IsDelta)> needed)
    {
        if (type is DictionaryType dictionary)
        {
            var id = next++;
            var values = data.Dictionary!;
            CollectChildren(dictionary.ValueType, values, ref next, needed);
            if (_written.TryGetValue(id, out var known))
            {
                if (ReferenceEquals(known, values) || Starts(known, values))
                {
                    return;
                }

                // What has only grown is sent as its growth.
                if (Starts(values, known))
                {
                    needed.Add((id, values.Slice(known.Length, values.Length - known.Length), true));
                    _written[id] = values;
                    return;
                }

                if (!_canReplace)
                {
                    throw new NotSupportedException(
                        $"An Arrow file holds one dictionary per column: dictionary {id} of this batch does not continue the one before. Join the batches first.");
                }
            }

            needed.Add((id, values, false));
            _written[id] = values;
            return;
        }

        CollectChildren(type, data, ref next, needed);
    }

    private void CollectChildren(IArrowType type, ArrayData data, ref long next, List<(long Id, ArrayData Values, bool IsDelta)> needed)
    {
        if (type is NestedType nested)
        {
            for (var i = 0; i < nested.Fields.Count; i++)
            {
                Collect(nested.Fields[i].DataType, data.Children[i], ref next, needed);
            }
        }
    }

    private static bool Starts(ArrayData whole, ArrayData start) =>
        start.Length <= whole.Length
        && ArrayComparer.Equals(ArrowArrayFactory.BuildArray(whole), 0, ArrowArrayFactory.BuildArray(start), 0, start.Length);
}
