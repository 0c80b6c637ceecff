using System.Collections.Concurrent;
using System.Globalization;
using Rerun.Arrow;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Keeps the rows of tables in memory: a file is a list of batches. Of registered tables, files of the disk may stand before them.</summary>
internal sealed class MemoryTableStorage : ITableStorage
{
    private readonly ConcurrentDictionary<string, RecordBatch[]> _files = new(StringComparer.Ordinal);
    private long _last;

    public async Task<NewTableFiles> WriteAsync(Schema schema, IAsyncEnumerable<RecordBatch> batches, CancellationToken cancellationToken)
    {
        var written = new List<RecordBatch>();
        await foreach (var batch in BatchJoining.JoinAsync(batches, cancellationToken).ConfigureAwait(false))
        {
            written.Add(batch);
        }

        var files = new NewTableFiles(this);
        if (written.Count > 0)
        {
            var name = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
            _files[name] = [.. written];
            var bytes = written.Sum(BatchJoining.ByteSize);
            files.Add(new TableFile(new FileIdentity(name, bytes, WriteTime: 0), written.Sum(batch => (long)batch.Length)), hold: null);
        }

        return files;
    }

    public IArrowArrayStream Open(TableFile file)
    {
        if (!Owns(file))
        {
            file.File.RequireUnchanged();
            return ArrowFileStream.Open(file.File.Path);
        }

        return _files.TryGetValue(file.File.Path, out var batches)
            ? new BatchStream(batches[0].Schema, batches)
            : throw new RerunException("Rows of the table have been removed.", RerunErrorCode.InputOutput) { FileName = file.File.Path };
    }

    public bool Owns(TableFile file) => !Path.IsPathFullyQualified(file.File.Path);

    public void Delete(TableFile file) => _files.TryRemove(file.File.Path, out _);
}
