using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Data.Results;

/// <summary>Finds columns by name: exactly, then without case; the first of equal names. The partition column has a second name.</summary>
internal sealed class ColumnNames
{
    private const string Partition = "rerun_partition_id";
    private const string Segment = "rerun_segment_id";
    private static readonly ConditionalWeakTable<Schema, ColumnNames> Known = [];
    private readonly Dictionary<string, int> _exact;
    private readonly Dictionary<string, int> _withoutCase;

    private ColumnNames(IReadOnlyList<Field> fields)
    {
        _exact = new(fields.Count, StringComparer.Ordinal);
        _withoutCase = new(fields.Count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < fields.Count; i++)
        {
            _exact.TryAdd(fields[i].Name, i);
            _withoutCase.TryAdd(fields[i].Name, i);
        }
    }

    /// <summary>The names of a schema; found once for all results of a plan that is kept.</summary>
    public static ColumnNames Of(Schema schema) => Known.GetValue(schema, static schema => new ColumnNames(schema.FieldsList));

    /// <summary>The column's position, or -1.</summary>
    public int Find(string name)
    {
        if (_exact.TryGetValue(name, out var position) || _withoutCase.TryGetValue(name, out position))
        {
            return position;
        }

        return name.Equals(Segment, StringComparison.OrdinalIgnoreCase) && _withoutCase.TryGetValue(Partition, out position) ? position : -1;
    }
}
