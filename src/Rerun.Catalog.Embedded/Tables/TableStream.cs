using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Reads the rows of a table as it was when the stream was opened.</summary>
internal sealed class TableStream : IArrowArrayStream
{
    private readonly Queue<Func<IArrowArrayStream>> _files;
    private readonly List<IArrowArrayStream> _opened;
    private IArrowArrayStream? _current;
    private bool _isDisposed;

    private TableStream(Schema schema, Queue<Func<IArrowArrayStream>> files, List<IArrowArrayStream> opened)
    {
        Schema = schema;
        _files = files;
        _opened = opened;
    }

    public Schema Schema { get; }

    /// <summary>Opens what must stay readable while the table goes on to change; files that the catalog never deletes are opened when their turn comes.</summary>
    /// <exception cref="RerunException">A file has changed or is gone.</exception>
    public static TableStream Open(TableState state, ITableStorage storage)
    {
        var files = new Queue<Func<IArrowArrayStream>>(state.Files.Length);
        var opened = new List<IArrowArrayStream>();
        try
        {
            foreach (var file in state.Files)
            {
                if (storage.Owns(file))
                {
                    var stream = storage.Open(file);
                    opened.Add(stream);
                    files.Enqueue(() => stream);
                }
                else
                {
                    files.Enqueue(() => storage.Open(file));
                }
            }

            return new TableStream(state.Schema, files, opened);
        }
        catch
        {
            opened.ForEach(stream => stream.Dispose());
            throw;
        }
    }

    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        while (!_isDisposed)
        {
            if (_current is null)
            {
                if (!_files.TryDequeue(out var open))
                {
                    return null;
                }

                _current = open();
            }

            if (await _current.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                return batch.WithSchema(Schema);
            }

            _current.Dispose();
            _current = null;
        }

        return null;
    }

    public void Dispose()
    {
        _isDisposed = true;
        _files.Clear();
        _current?.Dispose();
        _opened.ForEach(stream => stream.Dispose());
    }
}
