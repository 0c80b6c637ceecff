using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Keeps the rows of a table as Arrow files in a folder. Files that lie there already are read, but never deleted.</summary>
internal sealed class FolderTableStorage(string folder) : ITableStorage
{
    private const string Prefix = "rows-";
    private const string Extension = ".arrow";
    private const string UnfinishedExtension = ".unfinished";

    public async Task<NewTableFiles> WriteAsync(Schema schema, IAsyncEnumerable<RecordBatch> batches, CancellationToken cancellationToken)
    {
        var files = new NewTableFiles(this);
        UnfinishedFile? current = null;
        try
        {
            await foreach (var batch in BatchJoining.JoinAsync(batches, cancellationToken).ConfigureAwait(false))
            {
                if (current is not null && !await current.TryWriteAsync(batch, cancellationToken).ConfigureAwait(false))
                {
                    // A file has one dictionary per column; what needs another goes to another file.
                    Finish(ref current, files);
                }

                if (current is null)
                {
                    current = Begin(schema);
                    await current.TryWriteAsync(batch, cancellationToken).ConfigureAwait(false);
                }
            }

            Finish(ref current, files);
            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            current?.Abandon();
            files.Dispose();
            throw Fault("written", exception);
        }
        catch
        {
            current?.Abandon();
            files.Dispose();
            throw;
        }
    }

    public IArrowArrayStream Open(TableFile file)
    {
        if (!Owns(file))
        {
            file.File.RequireUnchanged();
        }

        // Its own files never change; a copy of the whole folder may have other times.
        return ArrowFileStream.Open(file.File.Path);
    }

    public bool Owns(TableFile file) => IsOwn(file.File.Path);

    public void Delete(TableFile file) => TryDelete(file.File.Path);

    /// <summary>Deletes files of its own, finished or not, that nothing refers to.</summary>
    /// <param name="referred">The paths that tables refer to; asked for after the folder was listed, so that no file is missed that is new.</param>
    /// <param name="before">Only files written before this instant, in UTC.</param>
    /// <returns>How many files were deleted.</returns>
    public int DeleteUnreferred(Func<HashSet<string>> referred, DateTime before)
    {
        try
        {
            var candidates = new DirectoryInfo(folder).EnumerateFiles(Prefix + "*")
                .Where(file => (IsOwn(file.FullName) || file.Extension == UnfinishedExtension) && file.LastWriteTimeUtc < before)
                .ToList();
            if (candidates.Count == 0)
            {
                return 0;
            }

            var known = referred();
            return candidates.Count(file => !known.Contains(file.FullName) && TryDelete(file.FullName));
        }
        catch (DirectoryNotFoundException)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fault("cleaned", exception);
        }
    }

    private static bool IsOwn(string path) =>
        Path.GetFileName(path.AsSpan()) is var name && name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal);

    /// <summary>Deletes a file that nobody has open: whoever reads a file, or has written one and not told the catalogue of it yet, holds a lock.</summary>
    private static bool TryDelete(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private UnfinishedFile Begin(Schema schema)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Prefix + Guid.CreateVersion7().ToString("n") + Extension);
        return new UnfinishedFile(path, path + UnfinishedExtension, schema);
    }

    private static void Finish(ref UnfinishedFile? current, NewTableFiles files)
    {
        if (current is not null)
        {
            files.Add(current.Finish(out var hold), hold);
            current = null;
        }
    }

    private RerunException Fault(string verb, Exception cause) =>
        new($"The table's folder '{folder}' cannot be {verb}: {cause.Message}", RerunErrorCode.InputOutput, cause) { FileName = folder };

    /// <summary>A file that is being written under another name.</summary>
    private sealed class UnfinishedFile
    {
        private readonly string _path;
        private readonly string _unfinished;
        private readonly FileStream _stream;
        private readonly ArrowFileWriter _writer;
        private long _rows;

        public UnfinishedFile(string path, string unfinished, Schema schema)
        {
            _path = path;
            _unfinished = unfinished;
            _stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16);
            _writer = new ArrowFileWriter(_stream, schema, leaveOpen: true);
        }

        /// <returns>Whether the batch fits behind those that are there.</returns>
        public async ValueTask<bool> TryWriteAsync(RecordBatch batch, CancellationToken cancellationToken)
        {
            try
            {
                await _writer.WriteRecordBatchAsync(batch, cancellationToken).ConfigureAwait(false);
                _rows += batch.Length;
                return true;
            }
            catch (NotSupportedException) when (_rows > 0)
            {
                return false;
            }
        }

        /// <param name="hold">Keeps the file from being deleted as one that nothing refers to.</param>
        public TableFile Finish(out IDisposable hold)
        {
            _writer.WriteEnd();
            _stream.Flush(flushToDisk: true);
            File.Move(_unfinished, _path);
            FolderFlush.Flush(Path.GetDirectoryName(_path)!);
            hold = _stream;
            return new TableFile(FileIdentity.Of(new FileInfo(_path)), _rows);
        }

        public void Abandon()
        {
            _stream.Dispose();
            TryDelete(_unfinished);
        }
    }
}
