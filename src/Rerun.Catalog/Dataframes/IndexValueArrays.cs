using Rerun.Arrow;

namespace Rerun.Catalog.Dataframes;

/// <summary>Reads index values out of arrays.</summary>
internal static class IndexValueArrays
{
    /// <summary>The values that are not null.</summary>
    /// <exception cref="ArgumentException">The array holds no index values.</exception>
    public static IEnumerable<IndexValue> Read(IArrowArray values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values switch
        {
            Int64Array numbers => Enumerable.Range(0, numbers.Length).Where(numbers.IsValid).Select(i => new IndexValue(numbers.Values[i])),
            TimestampArray instants => Enumerable.Range(0, instants.Length).Where(instants.IsValid).Select(i => (IndexValue)instants.GetTimestamp64(i)!.Value),
            DurationArray spans => Enumerable.Range(0, spans.Length).Where(spans.IsValid).Select(i => (IndexValue)spans.GetDuration64(i)!.Value),
            _ => throw new ArgumentException($"Index values are int64, timestamps or durations, not {values.Data.DataType}.", nameof(values)),
        };
    }
}
