using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Tables;

namespace Rerun.Catalog.Embedded.Indexes;

/// <summary>The table that a search answers with: where the hits are, their values, and their score or distance last.</summary>
internal sealed class SearchResult
{
    private const int MostRows = 4096;

    // The indices of the dictionaries have one byte.
    private const int MostNames = 256;

    private static readonly DictionaryType NameType = new(UInt8Type.Default, StringType.Default, ordered: false);

    private readonly IndexKind _timeKind;
    private readonly bool _hasMeasure;
    private readonly int[] _columns;
    private readonly Schema _whole;

    /// <param name="timeKind">What the values of the indexed timeline count.</param>
    /// <param name="instanceType">The type of the values.</param>
    /// <param name="kind">The kind of the search.</param>
    /// <param name="columns">The wanted columns, or null for all. Score and distance are given always.</param>
    /// <exception cref="RerunException">There is no column of that name.</exception>
    public SearchResult(IndexKind timeKind, IArrowType instanceType, IndexSearchKind kind, IReadOnlyList<string>? columns)
    {
        _timeKind = timeKind;
        _hasMeasure = kind != IndexSearchKind.BTree;
        List<Field> fields =
        [
            new("rerun_partition_id", NameType, nullable: false),
            new("rerun_partition_layer", NameType, nullable: false),
            new("chunk_id", new FixedSizeBinaryType(Tuid.Size), nullable: false),
            new("timepoint", IndexColumnDescriptor.TypeOf(timeKind), nullable: false),
            new("instance_id", UInt32Type.Default, nullable: false),
            new("instance", instanceType, nullable: true),
        ];
        if (_hasMeasure)
        {
            fields.Add(new Field(kind == IndexSearchKind.FullText ? "_score" : "_distance", FloatType.Default, nullable: true));
        }

        _whole = new Schema(fields);
        _columns = columns is null ? [.. Enumerable.Range(0, fields.Count)] : Choose(columns);
        Schema = new Schema(_columns.Select(column => fields[column]));
    }

    public Schema Schema { get; }

    /// <summary>The answer: hits in their order, cut as the search asks.</summary>
    /// <param name="hits">All hits.</param>
    /// <param name="instances">The values of some of them.</param>
    /// <param name="search">What was asked for.</param>
    public IArrowArrayStream Of(IReadOnlyList<SearchHit> hits, Func<Range, IArrowArray> instances, IndexSearch search)
    {
        if (search.Limit == 0)
        {
            return new BatchStream(Schema, [Batch(hits, instances, 0, 0)]);
        }

        var (start, end) = Window(hits.Count, search);
        var batches = new List<RecordBatch>();
        while (start < end)
        {
            var count = Fitting(hits, start, end);
            batches.Add(Batch(hits, instances, start, count));
            start += count;
        }

        return new BatchStream(Schema, batches);
    }

    /// <summary>Which of the hits are wanted.</summary>
    public static (int Start, int End) Window(int count, IndexSearch search)
    {
        var start = (int)Math.Clamp(search.Offset, 0, count);
        return (start, (int)Math.Clamp(start + (search.Limit ?? count), start, count));
    }

    private int[] Choose(IReadOnlyList<string> names)
    {
        var chosen = new List<int>(names.Count + 1);
        foreach (var name in names)
        {
            var column = _whole.GetFieldIndex(name);
            if (column < 0)
            {
                var known = string.Join(", ", _whole.FieldsList.Select(field => $"'{field.Name}'"));
                throw new RerunException($"Column '{name}' not found in the result of a search, which has {known}.", RerunErrorCode.UnknownColumn);
            }

            if (!chosen.Contains(column))
            {
                chosen.Add(column);
            }
        }

        var measure = _whole.FieldsList.Count - 1;
        return _hasMeasure && !chosen.Contains(measure) ? [.. chosen, measure] : [.. chosen];
    }

    private static int Fitting(IReadOnlyList<SearchHit> hits, int start, int end)
    {
        var partitions = new HashSet<string>(StringComparer.Ordinal);
        var layers = new HashSet<string>(StringComparer.Ordinal);
        var i = start;
        for (; i < end && i - start < MostRows; i++)
        {
            partitions.Add(hits[i].Partition);
            layers.Add(hits[i].Layer);
            if (partitions.Count > MostNames || layers.Count > MostNames)
            {
                break;
            }
        }

        return i - start;
    }

    private RecordBatch Batch(IReadOnlyList<SearchHit> hits, Func<Range, IArrowArray> instances, int start, int count)
    {
        var chunks = new FixedSizeBinaryArray.Builder(Tuid.Size);
        var times = new ArrowBuffer.Builder<long>(count);
        var positions = new UInt32Array.Builder();
        var measures = new FloatArray.Builder();
        Span<byte> id = stackalloc byte[Tuid.Size];
        for (var i = start; i < start + count; i++)
        {
            var hit = hits[i];
            hit.Chunk.Write(id);
            chunks.Append(id);
            times.Append(hit.Time);
            positions.Append(hit.Instance);
            measures.Append(hit.Measure);
        }

        var timeType = IndexColumnDescriptor.TypeOf(_timeKind);
        var timeColumn = ArrowArrayFactory.BuildArray(new ArrayData(timeType, count, 0, 0, [ArrowBuffer.Empty, times.Build()]));
        IArrowArray Column(int column) => column switch
        {
            0 => Names(hits, start, count, hit => hit.Partition),
            1 => Names(hits, start, count, hit => hit.Layer),
            2 => chunks.Build(),
            3 => timeColumn,
            4 => positions.Build(),
            5 => instances(start..(start + count)),
            _ => measures.Build(),
        };

        return new RecordBatch(Schema, _columns.Select(Column), count);
    }

    private static DictionaryArray Names(IReadOnlyList<SearchHit> hits, int start, int count, Func<SearchHit, string> name)
    {
        var known = new Dictionary<string, byte>(StringComparer.Ordinal);
        var indices = new UInt8Array.Builder();
        var names = new StringArray.Builder();
        for (var i = start; i < start + count; i++)
        {
            var text = name(hits[i]);
            if (!known.TryGetValue(text, out var index))
            {
                known.Add(text, index = (byte)known.Count);
                names.Append(text);
            }

            indices.Append(index);
        }

        return new DictionaryArray(NameType, indices.Build(), names.Build());
    }
}
