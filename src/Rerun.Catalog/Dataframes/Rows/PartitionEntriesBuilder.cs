using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Builds the entries of a view's columns in one partition from its decoded chunks.</summary>
internal sealed class PartitionEntriesBuilder
{
    private readonly DataframePlan _plan;
    private readonly PartitionChunks _partition;
    private readonly IndexRange _range;
    private readonly LoadedChunk[] _loaded;
    private readonly ILookup<EntityPath, LoadedChunk> _byEntity;
    private readonly EntityClears _clears;
    private readonly ChunkRuns[] _runs;
    private readonly CellSource?[] _statics;
    private readonly double[] _mostBytes;
    private readonly int[] _entriesOf;
    private readonly int[] _rowMakersOf;
    private readonly List<ColumnEntries> _entries = [];
    private readonly List<ColumnEntries> _withoutClears = [];
    private readonly List<ColumnEntries> _onlyRows = [];
    private readonly List<long[]> _times = [];
    private bool _anyClears;

    public PartitionEntriesBuilder(DataframePlan plan, PartitionChunks partition, LoadedChunk[] loaded, IndexRange range)
    {
        _plan = plan;
        _partition = partition;
        _range = range;
        _loaded = loaded;
        _byEntity = loaded.ToLookup(chunk => chunk.Info.EntityPath);
        _clears = new EntityClears(_byEntity, range);
        _runs = [.. loaded.Select(chunk => new ChunkRuns(chunk, range))];
        _statics = new CellSource?[plan.Columns.Count];
        _mostBytes = new double[plan.Columns.Count];
        _entriesOf = [.. plan.Columns.Select(_ => -1)];
        _rowMakersOf = [.. plan.Columns.Select(_ => -1)];
    }

    /// <summary>Columns of which all loaded cells are null or empty, though some are not null, or something clears them.</summary>
    public IEnumerable<ViewColumn> ColumnsWithoutValues()
    {
        foreach (var entity in _plan.Entities)
        {
            var cleared = _plan.Index is not null && _clears.Of(entity).Length > 0;
            foreach (var column in entity.Columns)
            {
                var component = column.Descriptor.Component;
                var cells = false;
                var values = false;
                foreach (var chunk in _byEntity[entity.Path])
                {
                    values |= chunk.Summary.HasValues(component);
                    cells |= chunk.Find(component) is { } lists && lists.NullCount < lists.Length;
                }

                if (!values && (cells || cleared))
                {
                    yield return column;
                }
            }
        }
    }

    /// <summary>Whether one of the loaded chunks has a column.</summary>
    public bool Has(ViewColumn column) => _byEntity[column.Descriptor.EntityPath].Any(chunk => chunk.Find(column.Descriptor.Component) is not null);

    /// <summary>Builds the entries of the columns that are in the partition's view.</summary>
    public PartitionEntries Build(IReadOnlySet<ViewColumn> inView)
    {
        foreach (var entity in _plan.Entities)
        {
            ViewColumn[] columns = [.. entity.Columns.Where(inView.Contains)];
            if (columns.Length > 0)
            {
                Add(entity, columns);
            }
        }

        // Entries that only make rows are numbered behind the others.
        for (var i = 0; i < _rowMakersOf.Length; i++)
        {
            _rowMakersOf[i] = _rowMakersOf[i] < -1 ? _entries.Count - 2 - _rowMakersOf[i] : _rowMakersOf[i];
        }

        return new PartitionEntries
        {
            Partition = _partition.Partition,
            Chunks = [.. _loaded.Select(chunk => chunk.Info)],
            Statics = _statics,
            EntriesOf = _entriesOf,
            RowMakersOf = _rowMakersOf,
            Entries = [.. _entries],
            WithoutClears = _anyClears && _plan.Mode == CompatibilityMode.Rerun027 ? [.. _withoutClears] : null,
            OnlyRows = [.. _onlyRows],
            HasStaticRow = HasStaticRow(),
            Range = _range,
            MostBytes = _mostBytes,
        };
    }

    private void Add(ViewEntity entity, ViewColumn[] columns)
    {
        var clears = _plan.Index is null ? [] : _clears.Of(entity);
        _anyClears |= clears.Length > 0;
        var known = new List<(Run[] Runs, int Entries)>();
        foreach (var column in columns)
        {
            foreach (var chunk in _byEntity[entity.Path])
            {
                _mostBytes[column.Ordinal] = Math.Max(_mostBytes[column.Ordinal], chunk.Summary.MostBytes(column.Descriptor.Component));
            }

            if (FindStatic(entity, column) is { } value)
            {
                _statics[column.Ordinal] = value;
                continue;
            }

            if (_plan.Index is not null)
            {
                _entriesOf[column.Ordinal] = _rowMakersOf[column.Ordinal] = AddEntries(FindRuns(entity, column), clears, known);
            }
        }

        ViewColumn[] constant = [.. columns.Where(column => _statics[column.Ordinal] is not null)];
        if (constant.Length > 0 && clears.Length > 0)
        {
            _onlyRows.Add(ColumnEntries.Merge(clears));
            foreach (var column in constant)
            {
                _rowMakersOf[column.Ordinal] = -1 - _onlyRows.Count;
            }
        }
    }

    private int AddEntries(Run[] runs, Run[] clears, List<(Run[] Runs, int Entries)> known)
    {
        foreach (var (knownRuns, entries) in known)
        {
            if (knownRuns.AsSpan().SequenceEqual(runs))
            {
                return entries;
            }
        }

        _entries.Add(Share(ColumnEntries.Merge([.. runs, .. clears])));
        if (_plan.Mode == CompatibilityMode.Rerun027)
        {
            _withoutClears.Add(clears.Length == 0 ? _entries[^1] : Share(ColumnEntries.Merge(runs)));
        }

        known.Add((runs, _entries.Count - 1));
        return _entries.Count - 1;
    }

    /// <summary>Gives entries with the same times one array of them: it saves memory, and matching them with the rows more than once.</summary>
    private ColumnEntries Share(ColumnEntries entries)
    {
        foreach (var known in _times)
        {
            if (known.AsSpan().SequenceEqual(entries.Times))
            {
                return entries.WithTimes(known);
            }
        }

        _times.Add(entries.Times);
        return entries;
    }

    private Run[] FindRuns(ViewEntity entity, ViewColumn column)
    {
        var runs = new List<Run>();
        foreach (var chunk in _byEntity[entity.Path])
        {
            if (chunk.IsOnIndex && chunk.Find(column.Descriptor.Component) is { } lists && lists.NullCount < lists.Length)
            {
                runs.Add(_runs[chunk.Ordinal].Of(lists));
            }
        }

        return [.. runs];
    }

    /// <summary>The static cell with the greatest row id, of those that are not null.</summary>
    private CellSource? FindStatic(ViewEntity entity, ViewColumn column)
    {
        CellSource? best = null;
        foreach (var chunk in _byEntity[entity.Path])
        {
            if (!chunk.Chunk.IsStatic || chunk.Find(column.Descriptor.Component) is not { } lists)
            {
                continue;
            }

            for (var row = lists.Length - 1; row >= 0; row--)
            {
                if (lists.IsValid(row))
                {
                    var found = new CellSource(chunk.Ordinal, row);
                    best = best is null || Compare(found, best.Value) > 0 ? found : best;
                    break;
                }
            }
        }

        return best;
    }

    private int Compare(CellSource x, CellSource y)
    {
        var (a, b) = (_loaded[x.Chunk].Chunk, _loaded[y.Chunk].Chunk);
        var order = a.RowId(x.Row).CompareTo(b.RowId(y.Row));
        order = order != 0 ? order : x.Row.CompareTo(y.Row);
        return order != 0 ? order : b.Id.CompareTo(a.Id);
    }

    private bool HasStaticRow()
    {
        if (_plan.Index is not null)
        {
            return false;
        }

        if (_plan.Mode != CompatibilityMode.Rerun027)
        {
            return !_plan.HasShownColumns || _statics.Any(value => value is not null);
        }

        // What the official client fetches: every chunk of the entities that the contents select; all chunks if they select none.
        var selected = _plan.Dataset.EntityPaths.Where(_plan.Query.Contents.Contains).ToHashSet();
        return _partition.Chunks.Any(chunk => selected.Count == 0 || selected.Contains(chunk.EntityPath));
    }
}
