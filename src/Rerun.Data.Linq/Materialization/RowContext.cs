using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Data.Linq.Materialization;

/// <summary>What a compiled projection reads from: the cells of the current row.</summary>
internal sealed class RowContext
{
    private readonly IReadOnlyList<object?> _parameters;
    private readonly Cell[] _cells;
    private readonly RowPlace _place;
    private readonly string? _indexName;
    private DynamicBatch? _dynamic;
    private RecordBatch? _batch;

    public RowContext(Schema schema, IReadOnlyList<Func<Func<int, string>, Schema, Cell>> cells, string? indexName, IReadOnlyList<object?> parameters)
    {
        _parameters = parameters;
        _place = new RowPlace(schema, indexName);
        _indexName = indexName;
        _cells = [.. cells.Select(cell => cell(_place.Of, schema))];
    }

    public int Row { get; set; }

    public void Bind(RecordBatch batch)
    {
        _batch = batch;
        _dynamic = null;
        _place.Bind(batch);
        foreach (Cell cell in _cells)
        {
            cell.Bind(batch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<T>(int cell) => Unsafe.As<Cell<T>>(_cells[cell]).Read(Row);

    public T Parameter<T>(int ordinal) => (T)_parameters[ordinal]!;

    public RerunRow ReadRow() => new(_dynamic ??= new DynamicBatch(_batch!, _indexName), Row);
}
