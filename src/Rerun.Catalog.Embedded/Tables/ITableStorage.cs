using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Where the rows of a table lie. Files are never changed: they come whole, and go when nothing refers to them.</summary>
internal interface ITableStorage
{
    /// <summary>Writes rows to new files, flushed to the disk, which nothing refers to yet.</summary>
    /// <param name="schema">The schema of every batch.</param>
    /// <param name="batches">The rows.</param>
    /// <param name="cancellationToken">Cancels writing; then nothing is left.</param>
    Task<NewTableFiles> WriteAsync(Schema schema, IAsyncEnumerable<RecordBatch> batches, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading. What is open stays readable, also when the file is deleted.</summary>
    /// <exception cref="RerunException">The file has changed, is gone, or is no Arrow file.</exception>
    IArrowArrayStream Open(TableFile file);

    /// <summary>Whether the storage wrote the file itself, and so may delete it.</summary>
    bool Owns(TableFile file);

    /// <summary>Deletes a file of its own, unless somebody reads it or is about to refer to it.</summary>
    void Delete(TableFile file);
}
