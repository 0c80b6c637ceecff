using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Reads the batches of several Arrow files, one file after the other.</summary>
internal sealed class ArrowFilesStream(Schema schema, IReadOnlyList<string> paths) : IArrowArrayStream
{
    private int _next;
    private ArrowFileStream? _file;

    public Schema Schema => schema;

    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        while (_file is not null || _next < paths.Count)
        {
            _file ??= ArrowFileStream.Open(paths[_next++]);
            if (await _file.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                return batch;
            }

            _file.Dispose();
            _file = null;
        }

        return null;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
        _next = paths.Count;
    }
}
